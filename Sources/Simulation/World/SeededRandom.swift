/// All chance of a simulated world: the same seed gives the same numbers, on every machine (SplitMix64).
package struct SeededRandom: RandomNumberGenerator, Sendable {
  private var state: UInt64

  package init(seed: UInt64) { state = seed }

  package mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }

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
  mutating func fork() -> SeededRandom { SeededRandom(seed: next()) }
}
