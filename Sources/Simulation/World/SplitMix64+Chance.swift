import SplitMix

/// All chance of a simulated world.
extension SplitMix64 {
  /// True with this probability.
  mutating func chance(_ probability: Double) -> Bool {
    Double.random(in: 0..<1, using: &self) < probability
  }

  mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &self) }

  /// One of `items`, nil when there is none.
  mutating func pick<Items: RandomAccessCollection>(_ items: Items) -> Items.Element? {
    items.randomElement(using: &self)
  }

  /// A generator of its own, for something that draws independently of everything else.
  mutating func fork() -> SplitMix64 { SplitMix64(seed: next()) }
}
