/// Probabilities of single values of the Poisson and the binomial distribution, for any real argument, without the
/// cancellation that differences of logarithms of factorials suffer (C. Loader: Fast and accurate computation of
/// binomial probabilities, 2000).
enum PointProbability {
  /// λˣ e^−λ / Γ(x+1), for x ≥ 0 and λ > 0.
  static func poisson(_ x: Double, mean: Double) -> Double {
    guard x > 0 else { return (-mean).exponential }
    return (-stirlingError(x) - deviance(x, mean)).exponential
      / (2 * Double.pi * x).squareRoot()
  }

  /// Γ(n+1) / (Γ(x+1) Γ(n−x+1)) pˣ (1−p)ⁿ⁻ˣ, for 0 ≤ x ≤ n and 0 < p < 1; `q` is 1 − p.
  static func binomial(_ x: Double, of n: Double, p: Double, q: Double) -> Double {
    let rest = n - x
    guard x > 0 else { return (n * logarithm(p: q, q: p)).exponential }
    guard rest > 0 else { return (n * logarithm(p: p, q: q)).exponential }
    let exponent =
      stirlingError(n) - stirlingError(x) - stirlingError(rest)
      - deviance(x, n * p) - deviance(rest, n * q)
    return exponent.exponential * (n / (2 * Double.pi * x * rest)).squareRoot()
  }

  /// log p, from whichever of p and q = 1 − p says more about it.
  private static func logarithm(p: Double, q: Double) -> Double {
    p < 0.5 ? p.logarithm : (-q).logarithmOfOnePlus
  }

  /// log Γ(n+1) − (n+½) log n + n − ½ log 2π: what Stirling's formula leaves, as its series in 1/n.
  /// For small n, where the series is not exact enough, stepped down from where it is.
  private static func stirlingError(_ n: Double) -> Double {
    var steps = 0.0
    var n = n
    while n < 16 {
      steps += (n + 0.5) * (1 / n).logarithmOfOnePlus - 1
      n += 1
    }
    let square = 1 / (n * n)
    let tail = 1.0 / 1260 - square * (1.0 / 1680 - square * (1.0 / 1188 - square * 691 / 360_360))
    return steps + (1.0 / 12 - square * (1.0 / 360 - square * tail)) / n
  }

  /// x log(x/m) + m − x, also where x and m are nearly the same: then as a series in (x−m)/(x+m).
  private static func deviance(_ x: Double, _ m: Double) -> Double {
    let distance = x - m
    guard abs(distance) < 0.1 * (x + m) else { return x * (x / m).logarithm + m - x }
    let v = distance / (x + m)
    var sum = distance * v
    var power = 2 * x * v
    var divisor = 3.0
    while true {
      power *= v * v
      let next = sum + power / divisor
      guard next != sum else { return sum }
      sum = next
      divisor += 2
    }
  }
}
