import Exchange
import FEEL
import FoundationEssentials
import Monitoring
import PostgreSQL
import ProcessEngine

/// A check under way.
struct CheckRun {
  var report: Check.Report
  private var now: Timestamp { report.at }
  private let grace: Duration
  private let parties: [OpenParty]
  private let quarantined: Set<String>

  /// - Parameter quarantined: ids of the messages that parties told last to be in their quarantines: they are not on their
  ///   way although no journal says what became of them.
  init(now: Timestamp, grace: Duration, parties: [OpenParty], quarantined: [String]) {
    report = Check.Report(at: now)
    self.grace = grace
    self.parties = parties
    self.quarantined = Set(quarantined)
  }

  /// What the monitor's database has of some orders.
  private struct Heard {
    var entries: [InstanceID: [JournalEntry]] = [:]
    var sides: [InstanceID: [(side: OrderSide, waiting: Int)]] = [:]
    var messages: [InstanceID: [MessageKey: MessageTrack]] = [:]

    init(of orders: [UUID], in snapshot: Snapshot) async throws {
      let found = try await snapshot.pipeline([
        Query(EntryRow.ofOrders, orders), Query(OrderSideRow.ofOrders, orders),
        Query(MessageRow.ofOrders, orders),
      ])
      for row in found[0] {
        let entry = try EntryRow.read(try row.value(at: 0, as: PostgresText.self))
        entries[entry.order, default: []].append(entry)
      }
      for row in found[1] {
        let item = try OrderSideRow.read(row)
        sides[item.side.id.order, default: []].append(item)
      }
      for row in found[2] {
        let (key, track) = try MessageRow.read(row)
        messages[key.order, default: [:]][key] = track
      }
    }
  }

  mutating func check(_ orders: [UUID], in monitor: Snapshot) async throws {
    let heard = try await Heard(of: orders, in: monitor)
    var accounts: [[InstanceID: PartyAccount]] = []
    for party in parties {
      accounts.append(try await party.database.accounts(of: orders, in: party.snapshot))
    }
    for order in orders.map({ InstanceID($0) }) {
      check(order, heard: heard, accounts: accounts.map { $0[order] })
    }
  }

  private mutating func check(
    _ order: InstanceID, heard: Heard, accounts: [PartyAccount?]
  ) {
    let entries = heard.entries[order] ?? []
    var histories = Dictionary(grouping: entries, by: \.party)
    report.summary.add(
      ProjectionCheck.differences(
        of: order, entries: entries, sides: heard.sides[order] ?? [],
        messages: heard.messages[order] ?? [:]))
    var quarantined = quarantined
    var parked: Set<String> = []
    for (party, account) in zip(parties, accounts) {
      let account = account ?? PartyAccount(party: party.database.party)
      report.summary.add(
        account.differences(
          of: order, against: histories[account.party] ?? [], watermarks: party.watermarks,
          now: now, grace: grace, unreported: &report.unreported))
      guard !account.entries.isEmpty else { continue }
      report.summary.add(account.differences(of: order))
      // The database knows more than what has been heard so far: the accounts to compare are these.
      histories[account.party] = account.entries
      quarantined.formUnion(account.quarantined)
      parked.formUnion(account.parked)
    }
    report.summary.add(
      OrderAgreement(
        of: order, histories: histories, quarantined: quarantined, heldBack: parked, now: now,
        grace: grace))
  }
}
