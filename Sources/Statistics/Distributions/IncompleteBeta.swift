/// The beta distribution: I_x(a, b), the regularised incomplete beta function (NIST Digital Library of Mathematical
/// Functions, 8.17.22).
enum IncompleteBeta {
  /// The probabilities below and above `x`, between 0 and 1, for a, b > 0.
  static func tails(_ a: Double, _ b: Double, _ x: Double) -> TailProbabilities {
    guard x > 0 else { return TailProbabilities(lower: 0) }
    guard x < 1 else { return TailProbabilities(upper: 0) }
    // The fraction converges fast below the mean; above it the mirrored one does.
    return x <= (a + 1) / (a + b + 2)
      ? TailProbabilities(lower: below(a, b, x, 1 - x))
      : TailProbabilities(lower: below(b, a, 1 - x, x)).mirrored
  }

  private static func below(_ a: Double, _ b: Double, _ x: Double, _ y: Double) -> Double {
    let fraction = continuedFraction(1) { n in
      let m = (n / 2).rounded(.down)
      let isEven = n == 2 * m
      let coefficient =
        isEven
        ? m * (b - m) * x / ((a + n - 1) * (a + n))
        : -(a + m) * (a + b + m) * x / ((a + n - 1) * (a + n))
      return (coefficient, 1)
    }
    // xᵃ(1−x)ᵇ / (a B(a, b)), told through the binomial probability that has the same factors.
    let point = PointProbability.binomial(a, of: a + b, p: x, q: y) * b / (a + b)
    return point / fraction
  }
}
