import Exchange
import FoundationEssentials
import Participant
import ProcessEngine

extension StoreConformance {
  static let changesCases: [Case] = [
    Case("what was committed after a position is read lane by lane, however little at a time") {
      world in
      let lanes = [try await world.store.openLane(), try await world.store.openLane()]
      try expect(try await world.records.position(), is: JournalPosition())
      try await lanes[0].begin((0..<7).map { _ in Specimen.newOrder() }, at: Specimen.time(5))
      try await lanes[1].begin((0..<3).map { _ in Specimen.newOrder() }, at: Specimen.time(1))
      let end = try await world.records.position()
      try expect(end.lanes, is: [lanes[0].id: 7, lanes[1].id: 3])
      try expect(JournalPosition(end.description), is: end)
      for limit in [1, 2, 4, 100] {
        var position = JournalPosition()
        var numbers: [Int: [Int]] = [:]
        while case let entries = try await world.records.changes(after: position, limit: limit),
          !entries.isEmpty
        {
          try expect(entries.count <= limit, "no more than asked for")
          for entry in entries {
            numbers[entry.lane, default: []].append(entry.number)
            position.advance(to: entry)
          }
        }
        try expect(
          numbers, is: [lanes[0].id: Array(1...7), lanes[1].id: Array(1...3)], "limit \(limit)")
        try expect(position, is: end)
      }
      for lane in lanes { await lane.close() }
    },
    Case("nothing comes after the end, until something is committed") { world in
      let lane = try await world.store.openLane()
      try await lane.begin([Specimen.newOrder()], at: Specimen.time())
      let end = try await world.records.position()
      try expect(try await world.records.changes(after: end, limit: 10), is: [])
      let order = Specimen.newOrder()
      try await lane.begin([order], at: Specimen.time())
      try expect(try await world.records.changes(after: end, limit: 10).map(\.order), is: [order])
      let beyond = JournalPosition(lanes: [lane.id: 99, 63: 1])
      try expect(try await world.records.changes(after: beyond, limit: 10), is: [])
      await lane.close()
    },
    Case("a quarantined message is found by its id and by the beginning of it") { world in
      let lane = try await world.store.openLane()
      try await lane.step(on: []) { _ in
        var writes = StepWrites()
        writes.quarantined = (1...3).map { minute in
          QuarantinedMessage(
            reason: .undecodable, detail: "no JSON", receivedAt: Specimen.time(minute), body: [1])
        }
        return writes
      }
      for row in try await world.records.quarantine(order: nil, limit: 10) {
        let id = row.id.uuidString.lowercased()
        for name in [id, String(id.prefix(23)), id.uppercased()] {
          try expect(
            try await world.records.quarantine(idPrefix: name, limit: 10).map(\.id), is: [row.id])
        }
      }
      try expect(try await world.records.quarantine(idPrefix: "", limit: 10).count, is: 0)
      try expect(try await world.records.quarantine(idPrefix: "x", limit: 10).count, is: 0)
      await lane.close()
    },
  ]
}
