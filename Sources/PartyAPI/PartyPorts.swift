package import Participant

/// What the HTTP interface of a party stands on.
package struct PartyPorts: Sendable {
  package let desk: any Desk
  package let records: any Records
  package let clock: any WallClock
  package let ids: any IDSource

  package init(
    desk: any Desk, records: any Records, clock: any WallClock, ids: any IDSource
  ) {
    self.desk = desk
    self.records = records
    self.clock = clock
    self.ids = ids
  }
}
