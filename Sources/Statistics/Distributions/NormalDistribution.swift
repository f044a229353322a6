/// The normal distribution with mean 0 and variance 1.
enum NormalDistribution {
  /// P(Z > z)
  static func above(_ z: Double) -> Double {
    0.5 * (z / 2.0.squareRoot()).complementaryErrorFunction
  }

  /// The z for which |Z| ≤ z with this probability: 1.96 for 0.95.
  static func width(confidence: Double) -> Double {
    precondition(0 < confidence && confidence < 1, "a confidence lies between 0 and 1")
    // Beyond 39 the tail is smaller than the smallest number.
    return firstNumber(in: 0...39) { above($0) <= (1 - confidence) / 2 }
  }

  /// P(χ² > x) with one degree of freedom: the square of a normal variable.
  static func squareAbove(_ x: Double) -> Double { (x / 2).squareRoot().complementaryErrorFunction }
}
