package import SplitMix

/// How the standard library turns bits into numbers may change between its versions. What is drawn for an estimate must be
/// the same whenever the page is loaded again, so that is here.
extension SplitMix64 {
  /// Evenly spread over the numbers strictly between 0 and 1, in steps of 2⁻⁵³.
  package mutating func uniform() -> Double { (Double(next() >> 11) + 0.5) * 0x1p-53 }

  /// One of 0 ..< `bound`, all equally likely (D. Lemire: Fast random integer generation in an interval, 2019).
  package mutating func index(below bound: Int) -> Int {
    precondition(bound > 0, "there is nothing to choose from")
    let bound = UInt64(bound)
    let unfair = (0 &- bound) % bound
    while true {
      let (index, rest) = next().multipliedFullWidth(by: bound)
      // Less than the bound, so it is an Int again.
      if rest >= unfair { return Int(index) }
    }
  }

  /// Exponentially distributed with mean 1.
  package mutating func exponential() -> Double { -uniform().logarithm }

  /// Normally distributed with mean 0 and variance 1 (Box and Muller, 1958).
  package mutating func normal() -> Double {
    (2 * exponential()).squareRoot() * (2 * Double.pi * uniform()).cosine
  }

  /// Gamma distributed with this shape, at least 1, and scale 1 (Marsaglia and Tsang, 2000).
  package mutating func gamma(shape: Double) -> Double {
    precondition(shape >= 1, "the method needs a shape of at least 1")
    let d = shape - 1.0 / 3
    let c = 1 / (9 * d).squareRoot()
    while true {
      let z = normal()
      let cube = 1 + c * z
      guard cube > 0 else { continue }
      let v = cube * cube * cube
      if uniform().logarithm < z * z / 2 + d * (1 - v + v.logarithm) { return d * v }
    }
  }
}
