/// The probability on either side of a point. The smaller one is computed, the other is what is left to 1, so that
/// a tail of 1e-12 has as many correct digits as one of 0.3.
struct TailProbabilities {
  let lower: Double
  let upper: Double

  init(lower: Double) {
    self.lower = lower
    upper = 1 - lower
  }

  init(upper: Double) {
    lower = 1 - upper
    self.upper = upper
  }

  private init(lower: Double, upper: Double) {
    self.lower = lower
    self.upper = upper
  }

  var mirrored: TailProbabilities { TailProbabilities(lower: upper, upper: lower) }
}
