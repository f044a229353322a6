/// The gamma distribution with the given shape and scale 1: P(a, x) and Q(a, x), the regularised incomplete gamma
/// functions (NIST Digital Library of Mathematical Functions, 8.7.1 and 8.9.2).
enum IncompleteGamma {
  /// The probabilities below and above `x` ≥ 0, for `shape` > 0.
  static func tails(shape a: Double, _ x: Double) -> TailProbabilities {
    guard x > 0 else { return TailProbabilities(lower: 0) }
    let point = PointProbability.poisson(a, mean: x)
    return x < a + 1
      ? TailProbabilities(lower: point * series(a, x))
      : TailProbabilities(upper: point * a / fraction(a, x))
  }

  /// The number below which a gamma variable of this shape lies with probability `lower`, between 0 and 1.
  static func quantile(shape: Double, lower: Double) -> Double {
    firstNumber(in: 0...bound(shape) { $0.lower >= lower }) {
      tails(shape: shape, $0).lower >= lower
    }
  }

  /// The number above which a gamma variable of this shape lies with probability `upper`, between 0 and 1.
  static func quantile(shape: Double, upper: Double) -> Double {
    firstNumber(in: 0...bound(shape) { $0.upper <= upper }) {
      tails(shape: shape, $0).upper <= upper
    }
  }

  /// 1 + x/(a+1) + x²/((a+1)(a+2)) + …
  private static func series(_ a: Double, _ x: Double) -> Double {
    var term = 1.0
    var sum = 1.0
    var divisor = a
    repeat {
      divisor += 1
      term *= x / divisor
      sum += term
    } while term > sum * 1e-17
    return sum
  }

  /// x + 1 − a − 1(1−a)/(x + 3 − a − 2(2−a)/(x + 5 − a − …))
  private static func fraction(_ a: Double, _ x: Double) -> Double {
    continuedFraction(x + 1 - a) { n in (-n * (n - a), x + 2 * n + 1 - a) }
  }

  private static func bound(_ shape: Double, _ reached: (TailProbabilities) -> Bool) -> Double {
    var bound = shape + 1
    while !reached(tails(shape: shape, bound)) { bound *= 2 }
    return bound
  }
}
