package import FEEL

/// How one kind of message fared between the parties: what the conformance page shows.
package struct MessageFlowAccount: Hashable, Sendable {
  package let name: String
  package let sender: String
  /// Of the whole history.
  package var sent = 0
  package var received = 0
  package var refused = 0
  package var unread = 0
  package var disordered = 0
  /// Orders with such a message by what was wrong with it, as far as they are counted: `BoundedCount.bound`.
  package var findings: [OrderFilter.Finding: BoundedCount] = [:]
  /// When the oldest of those was sent that have not been taken in.
  package var oldestInFlight: Timestamp?
  /// From sending to taking in, each by the clock of its party, of the messages of the orders that ended last.
  package var delays: [Duration] = []

  package init(name: String, sender: String) {
    self.name = name
    self.sender = sender
  }

  /// The accounts by the counts; findings, ages and delays are to be added.
  package static func all(in tallies: [Tally: Int]) -> [MessageFlowAccount] {
    func sum(_ kind: Tally.Kind, _ name: String) -> Int {
      tallies.reduce(0) { $1.key.kind == kind && $1.key.name == name ? $0 + $1.value : $0 }
    }
    return tallies.filter { $0.key.kind == .sent }
      .map { tally, amount in
        var account = MessageFlowAccount(name: tally.name, sender: tally.party)
        account.sent = amount
        account.received = sum(.received, tally.name)
        account.refused = sum(.refused, tally.name)
        account.unread = sum(.unread, tally.name)
        account.disordered = sum(.disordered, tally.name)
        return account
      }
      .sorted { ($0.sender, $0.name) < ($1.sender, $1.name) }
  }
}
