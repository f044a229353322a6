import SplitMix
import Statistics

/// Inputs by seed, so that a test that fails fails again.
struct RandomInputs {
  var random: SplitMix64

  init(seed: UInt64) { random = SplitMix64(seed: seed) }

  /// Skewed like durations; rounded to whole numbers when ties are wanted.
  mutating func durations(_ count: Int, ties: Bool = false) -> [Double] {
    (0..<count).map { _ in
      let value = random.exponential() * 10
      return ties ? value.rounded() : value
    }
  }

  /// Exponential lifetimes with mean 10, of which about a third is censored. If `late`, a third is only there because
  /// it had not ended before it came under observation: the rest of its life is then as long as a whole one.
  mutating func lifetimes(_ count: Int, ties: Bool = false, late: Bool = false) -> [Lifetime] {
    zip(durations(count, ties: ties), durations(count, ties: ties)).map { life, watch in
      let entry = late && random.index(below: 3) == 0 ? 15 * random.uniform() : 0
      let ended = life <= 2 * watch
      return Lifetime(
        entry: entry, exit: entry + min(life, 2 * watch),
        outcome: ended ? random.index(below: 3) : nil)
    }
  }

  mutating func shuffled<Element>(_ elements: [Element]) -> [Element] {
    elements.map { ($0, random.next()) }.sorted { $0.1 < $1.1 }.map(\.0)
  }
}
