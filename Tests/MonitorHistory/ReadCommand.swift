import ArgumentParser
import FEEL
import FoundationEssentials
import MonitorStorage
import Monitoring
import ProcessEngine
import SyntheticJournal

/// `history read`
struct ReadCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "read", abstract: "Time every read model.")

  @OptionGroup var options: DatabaseOptions

  @Option(help: "How many orders the database has.")
  var orders = 1_000_000

  @Option(help: "How often each is read.")
  var times = 40

  func run() async throws {
    let database = MonitorDatabase(try await options.open())
    for reading in Reading.all(orders: orders) {
      var durations: [Duration] = []
      var size = 0
      let clock = ContinuousClock()
      for turn in 0..<reading.times(atMost: times) {
        let start = clock.now
        size = try await reading.body(database, turn)
        durations.append(clock.now - start)
      }
      durations.sort()
      let median = milliseconds(durations[durations.count / 2])
      let p99 = milliseconds(durations[min(durations.count - 1, durations.count * 99 / 100)])
      print("\(pad(reading.name, 44)) \(pad(median, 10)) \(pad(p99, 10)) \(size)")
    }
    await database.close()
  }

  private func milliseconds(_ duration: Duration) -> String {
    let tenths = Int(duration / .microseconds(100))
    return "\(tenths / 10).\(tenths % 10)"
  }

  private func pad(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
  }
}

/// One read model with a question that is a little different each time.
struct Reading {
  let name: String
  var isSlow = false
  /// Gives the size of the answer.
  let body: @Sendable (MonitorDatabase, Int) async throws -> Int

  func times(atMost times: Int) -> Int { isSlow ? min(times, 5) : times }

  static func all(orders: Int) -> [Reading] {
    let end = SyntheticJournal.start + .seconds(orders * 31)
    return live(end) + lists(orders, end) + past(orders, end) + analysis(end)
  }

  private static func live(_ end: Timestamp) -> [Reading] {
    [
      Reading(name: "overview") { database, _ in
        try await database.overview(at: end, lines: 20, map: ProcessMap()).elements.count
      },
      Reading(name: "generation") { database, _ in try await database.generation() },
    ]
  }

  private static func lists(_ orders: Int, _ end: Timestamp) -> [Reading] {
    var readings: [Reading] = []
    for sort in OrderQuery.Sort.allCases {
      for isDescending in [true, false] {
        readings.append(
          list("sorted by \(sort.rawValue)\(isDescending ? "" : " ascending")") { query, _ in
            query.sort = sort
            query.isDescending = isDescending
          })
      }
    }
    let order: @Sendable (Int) -> Int = { turn in (turn &* 104_729) % orders }
    let filters: [(String, @Sendable (inout OrderFilter, Int) -> Void)] = [
      ("all", { _, _ in }),
      ("running", { filter, _ in filter.status = .running }),
      ("ended", { filter, _ in filter.status = .ended }),
      ("outcome Completed", { filter, _ in filter.outcome = "Completed" }),
      ("outcome that is nowhere", { filter, _ in filter.outcome = "Expired" }),
      ("at an element", { filter, _ in filter.element = "Task_VerifyOrder" }),
      ("overdue", { filter, _ in filter.overdueAt = end }),
      ("incidents", { filter, _ in filter.onlyIncidents = true }),
      ("reference", { filter, turn in filter.reference = "PO-\(10_000 + order(turn))" }),
      (
        "beginning of a reference",
        { filter, turn in filter.text = "po-\((10_000 + order(turn)) / 10)" }
      ),
      ("word of a fifth", { filter, _ in filter.text = "cassia" }),
      ("two words", { filter, turn in filter.text = "cassia po-\(10_002 + order(turn) / 5 * 5)" }),
      ("buyer", { filter, _ in filter.buyer = "Atelier Nord" }),
      ("SKU of all", { filter, _ in filter.sku = "BOLT-M8" }),
      ("SKU of none", { filter, _ in filter.sku = "GEAR-1" }),
      ("amount", { filter, _ in filter.totals = 500...501 }),
      (
        "order id",
        { filter, turn in filter.text = SyntheticJournal.order(order(turn)).description }
      ),
      (
        "beginning of an order id",
        { filter, turn in
          filter.text = String(SyntheticJournal.order(order(turn)).description.prefix(34))
        }
      ),
      (
        "placed in a day",
        { filter, turn in
          let day = SyntheticJournal.start + .seconds(86_400 * (turn % 300))
          filter.placed = day..<(day + .seconds(86_400))
        }
      ),
      (
        "ended in a day",
        { filter, turn in
          let day = SyntheticJournal.start + .seconds(86_400 * (turn % 300))
          filter.ended = day..<(day + .seconds(86_400))
        }
      ),
      ("late messages", { filter, _ in filter.finding = .late }),
      ("quarantined", { filter, _ in filter.finding = .quarantined }),
      ("disputed", { filter, _ in filter.finding = .disputed }),
    ]
    for (name, change) in filters {
      readings.append(list(name) { query, turn in change(&query.filter, turn) })
      readings.append(
        Reading(name: "count: \(name)") { database, turn in
          var filter = OrderFilter()
          change(&filter, turn)
          return try await database.count(filter).value
        })
    }
    return readings
  }

  private static func list(
    _ name: String, _ change: @escaping @Sendable (inout OrderQuery, Int) -> Void
  ) -> Reading {
    Reading(name: "list: \(name)") { database, turn in
      var query = OrderQuery()
      change(&query, turn)
      // Every second look goes on to the second page.
      let page = try await database.orders(query)
      guard turn % 2 == 1, let next = page.next else { return page.orders.count }
      query.after = next
      return try await database.orders(query).orders.count
    }
  }

  private static func past(_ orders: Int, _ end: Timestamp) -> [Reading] {
    [
      Reading(name: "one order") { database, turn in
        try await database.order(SyntheticJournal.order((turn &* 104_729) % orders))?.messages.count
          ?? 0
      },
      Reading(name: "entries of one order") { database, turn in
        try await database.entries(of: SyntheticJournal.order((turn &* 104_729) % orders)).count
      },
      Reading(name: "counts as of a past second") { database, turn in
        try await database.tallies(
          asOf: SyntheticJournal.start + .seconds(orders * 31 / 41 * (turn % 40 + 1) + turn)
        ).count
      },
      Reading(name: "activity of a year by days") { database, _ in
        try await database.activity(.day, in: SyntheticJournal.start..<end).count
      },
      Reading(name: "activity of an hour by seconds") { database, turn in
        let start = SyntheticJournal.start + .seconds(86_400 * (turn % 300))
        return try await database.activity(.second, in: start..<(start + .seconds(3_600))).count
      },
    ]
  }

  private static func analysis(_ end: Timestamp) -> [Reading] {
    [
      Reading(name: "variants") { database, _ in
        _ = try await database.variants()
        return 1
      },
      Reading(name: "message flows") { database, _ in
        try await database.messageFlows(at: end, lateAfter: .seconds(600), orders: 2_000).reduce(0)
        { $0 + $1.delays.count }
      },
      Reading(name: "10,000 cases") { database, _ in try await database.cases(CaseQuery()).count },
      Reading(name: "cases since a generation") { database, _ in
        try await database.cases(CaseQuery(since: try await database.generation() - 2)).count
      },
      Reading(name: "all cases", isSlow: true) { database, _ in
        var query = CaseQuery()
        var count = 0
        while true {
          let page = try await database.cases(query)
          count += page.count
          guard page.count == query.limit, let last = page.last else { return count }
          query.after = last.order
        }
      },
    ]
  }
}
