package import Exchange

/// What a lane has not told the monitor yet. It has a bound, however long the monitor cannot be told.
package struct Untold: Sendable {
  /// How much is kept of each kind.
  package static let limit = 10_000

  /// What the monitor does not hear because there was too much to keep.
  package enum Loss: String, Sendable {
    case exactTimes = "when exactly the broker had messages"
    case sightings = "some of the messages that came twice or too early"
  }

  /// Stretches of one lane without gaps between them, the oldest first.
  package private(set) var confirmations: [TransportReport.Confirmation] = []
  package private(set) var sightings: [TransportReport.Sighting] = []
  private var isSightingMissing = false

  package init() {}

  package var isEmpty: Bool { confirmations.isEmpty && sightings.isEmpty }

  /// Keeps a stretch that follows on the last one.
  ///
  /// - Returns: `exactTimes` each time that two stretches each have to become one.
  package mutating func add(_ confirmation: TransportReport.Confirmation) -> Loss? {
    confirmations.append(confirmation)
    return joinIfTooMany()
  }

  /// Keeps as many of them as there is room for.
  ///
  /// - Returns: `sightings` the first time that one is dropped.
  package mutating func add(_ seen: [TransportReport.Sighting]) -> Loss? {
    let kept = seen.prefix(Self.limit - sightings.count)
    sightings += kept
    guard kept.count < seen.count, !isSightingMissing else { return nil }
    isSightingMissing = true
    return .sightings
  }

  /// Takes everything out.
  package mutating func take() -> Untold {
    defer { self = Untold() }
    return self
  }

  /// Puts back what could not be told, before what has come meanwhile.
  ///
  /// - Returns: what is lost by that.
  package mutating func putBack(_ earlier: Untold) -> [Loss] {
    let later = take()
    self = earlier
    confirmations += later.confirmations
    return [joinIfTooMany(), add(later.sightings)].compactMap(\.self)
  }

  /// The broker had both when it had the second, so nothing untrue is told.
  private mutating func joinIfTooMany() -> Loss? {
    guard confirmations.count > Self.limit else { return nil }
    confirmations = stride(from: 0, to: confirmations.count, by: 2).map { index in
      let first = confirmations[index]
      let last = confirmations[min(index + 1, confirmations.count - 1)]
      return .init(lane: first.lane, first: first.first, last: last.last, at: last.at)
    }
    return .exactTimes
  }
}
