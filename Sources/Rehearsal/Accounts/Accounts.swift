/// What all three databases say.
package struct Accounts: Hashable, Sendable {
  package var client: PartyAccount
  package var supplier: PartyAccount
  package var monitor: MonitorAccount

  package init(
    client: PartyAccount = PartyAccount(), supplier: PartyAccount = PartyAccount(),
    monitor: MonitorAccount = MonitorAccount()
  ) {
    self.client = client
    self.supplier = supplier
    self.monitor = monitor
  }
}
