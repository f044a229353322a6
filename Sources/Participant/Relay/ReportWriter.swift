import Exchange
import FEEL

/// Makes what a party tells the monitor beside its journal.
package struct ReportWriter: Sendable {
  /// How much of each kind goes into one report.
  package static let limit = 500

  let party: String
  let clock: any WallClock
  let ids: any IDSource

  package init(party: String, clock: any WallClock, ids: any IDSource) {
    self.party = party
    self.clock = clock
    self.ids = ids
  }

  var now: Timestamp { clock.now }

  func report(_ quarantine: QuarantineSummary) -> TransportReport {
    let now = now
    return TransportReport(id: ids.next(at: now), party: party, at: now, quarantine: quarantine)
  }

  func reports(
    _ confirmations: [TransportReport.Confirmation], _ sightings: [TransportReport.Sighting]
  ) -> [TransportReport] {
    let now = now
    let count = max(confirmations.count, sightings.count)
    return stride(from: 0, to: count, by: Self.limit).map { start in
      TransportReport(
        id: ids.next(at: now), party: party, at: now,
        confirmations: Array(confirmations.dropFirst(start).prefix(Self.limit)),
        sightings: Array(sightings.dropFirst(start).prefix(Self.limit)))
    }
  }
}
