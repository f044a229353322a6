package import Exchange
package import ProcessEngine

/// What some entries changed in a projection: all that a store has to write.
package struct ProjectionChanges: Sendable {
  /// The entries that had not been heard before, in the order of their coming.
  package var entries: [JournalEntry] = []
  package var duplicates = 0
  package var lanes: Set<LaneID> = []
  package var sides: Set<SideID> = []
  /// Orders that had ended before one of the entries.
  package var endedBefore: Set<InstanceID> = []
  /// The paths that the steps led to; most are known already.
  package var variants: [VariantID: Variant] = [:]
  /// What is new of messages, to be merged with what is known.
  package var messages: [MessageKey: MessageTrack] = [:]
  /// By how much counts changed; a count that was touched is here even when it came out even, so that which counts exist
  /// does not depend on how the entries were batched.
  package var tallies: [Tally: Int] = [:]
  /// By seconds.
  package var activity: [Activity.Stretch: Activity] = [:]

  package init() {}

  /// The orders of the changed sides.
  package var orders: Set<InstanceID> { Set(sides.lazy.map(\.order)) }
}
