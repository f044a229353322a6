package import Exchange
package import Participant
package import Telemetry

/// What the HTTP interface and the pages of a party stand on.
package struct PartyPorts: Sendable {
  package let desk: any Desk
  package let records: any Records
  package let clock: any WallClock
  package let ids: any IDSource
  /// Who is known; nil where every caller is believed, and so everybody is.
  package var directory: (any Directory)?
  /// Who did what; nil where nothing is kept.
  package var auditTrail: (any AuditTrail)?
  /// For how long a decision can be undone when its request does not say.
  package var decisionGrace: Duration = .zero
  /// What the parties may say to each other, by name.
  package var messages: [String: Contract.Message] = [:]
  /// What the process measures.
  package var metrics = MetricRegistry()
  /// What the interface says about itself.
  package var documents = APIDocuments()
  /// Tells those who listen what is committed.
  package let feed: ChangeFeed

  package init(
    desk: any Desk, records: any Records, clock: any WallClock, ids: any IDSource
  ) {
    self.desk = desk
    self.records = records
    self.clock = clock
    self.ids = ids
    feed = ChangeFeed(records: records)
  }
}
