package import Exchange

/// How far somebody has read the journal: the number of the last entry of each lane.
///
/// Only within a lane do numbers tell what comes after what: an entry of one lane can be committed before one of another
/// lane that is numbered or timed earlier.
package struct JournalPosition: Hashable, Sendable, CustomStringConvertible {
  /// A lane that is missing has not been read at all.
  package var lanes: [Int: Int]

  /// The beginning, unless lanes are given.
  package init(lanes: [Int: Int] = [:]) { self.lanes = lanes }

  /// Reads the text form; nil for anything else.
  package init?(_ text: String) {
    lanes = [:]
    guard !text.isEmpty else { return }
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let numbers = part.split(separator: ":", omittingEmptySubsequences: false).map {
        $0.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } ? Int($0) : nil
      }
      guard numbers.count == 2, let lane = numbers[0], let number = numbers[1], lane > 0,
        lane <= Self.laneLimit, lanes.updateValue(number, forKey: lane) == nil
      else { return nil }
    }
  }

  private static let laneLimit = Int(Int16.max)

  /// Moves on to an entry.
  package mutating func advance(to entry: JournalEntry) {
    lanes[entry.lane] = max(lanes[entry.lane] ?? 0, entry.number)
  }

  /// `1:500,2:33`; empty at the beginning.
  package var description: String {
    lanes.sorted { $0.key < $1.key }.map { "\($0.key):\($0.value)" }.joined(separator: ",")
  }
}
