import Exchange
import Participant
import ProcessEngine

extension StoreConformance {
  static let laneCases: [Case] = [
    Case("a lane is held by one") { world in
      let lanes = try await lanes(3, of: world)
      try expect(Set(lanes.map(\.id)).count, is: 3)
      try expect(lanes.allSatisfy { $0.id >= 1 }, "lanes are numbered from 1")
      for lane in lanes { await lane.close() }
    },
    Case("entries are numbered without gaps and read back as they were") { world in
      let lane = try await world.store.openLane()
      try expect(await lane.last, is: 0)
      let orders = (0..<5).map { _ in Specimen.newOrder() }
      try await lane.begin(orders, at: Specimen.time())
      try await lane.advance(
        orders[0], Specimen.verification(at: Specimen.time(1)), at: Specimen.time(1))
      try expect(await lane.last, is: 6)
      let entries = try await lane.entries(after: 0, limit: 100)
      try expect(entries.map(\.number), is: Array(1...6))
      try expect(entries.map(\.lane), is: Array(repeating: lane.id, count: 6))
      try expect(entries[5].events, is: Specimen.verification(at: Specimen.time(1)))
      try expect(entries[5].outgoing.map(\.sequence), is: [1])
      try expect(try await lane.entries(after: 2, limit: 3).map(\.number), is: [3, 4, 5])
      try expect(try await lane.entries(after: 6, limit: 3), is: [])
      try expect(
        try await world.records.history(orders[0]), is: [entries[0], entries[5]])
      await lane.close()
    },
    Case("the watermark moves forward only") { world in
      let lane = try await world.store.openLane()
      try await lane.begin((0..<5).map { _ in Specimen.newOrder() }, at: Specimen.time())
      try expect(await lane.confirmed, is: 0)
      try await lane.confirm(upTo: 3)
      try expect(await lane.confirmed, is: 3)
      try await lane.confirm(upTo: 2)
      try expect(await lane.confirmed, is: 3)
      await lane.close()
    },
    Case("who opens a lane that was given back goes on where it ended") { world in
      let first = try await world.store.openLane()
      try await first.begin((0..<4).map { _ in Specimen.newOrder() }, at: Specimen.time())
      try await first.confirm(upTo: 2)
      await first.close()
      let second = try await world.store.openLane()
      try expect(second.id, is: first.id)
      try expect(await second.last, is: 4)
      try expect(await second.confirmed, is: 2)
      try expect(try await second.entries(after: 2, limit: 10).map(\.number), is: [3, 4])
      try await second.begin([Specimen.newOrder()], at: Specimen.time())
      try expect(await second.last, is: 5)
      await second.close()
    },
    Case("a lane whose holder died with unconfirmed entries is adopted") { world in
      let (dying, living) = (try await world.store.openLane(), try await world.store.openLane())
      try await dying.begin((0..<3).map { _ in Specimen.newOrder() }, at: Specimen.time())
      try await living.begin([Specimen.newOrder()], at: Specimen.time())
      try expect(try await world.store.adoptLane() == nil, "nobody has died yet")
      try await dying.confirm(upTo: 1)
      try await world.killHolder(of: dying)
      guard let adopted = try await world.store.adoptLane() else {
        throw Nonconformity(description: "the dead holder's lane was not found")
      }
      try expect(adopted.id, is: dying.id)
      try expect(await adopted.last, is: 3)
      try expect(await adopted.confirmed, is: 1)
      try expect(try await adopted.entries(after: 1, limit: 10).map(\.number), is: [2, 3])
      try expect(try await world.store.adoptLane() == nil, "it is held again")
      try await adopted.confirm(upTo: 3)
      await adopted.close()
      try expect(try await world.store.adoptLane() == nil, "all of it is confirmed")
      await living.close()
    },
    Case("a holder that comes back too late has lost its lane") { world in
      let late = try await world.store.openLane()
      try await late.begin([Specimen.newOrder()], at: Specimen.time())
      try await world.killHolder(of: late)
      let next = try await world.store.openLane()
      try expect(next.id, is: late.id)
      try await next.begin([Specimen.newOrder()], at: Specimen.time())
      await next.close()
      try await expectFailure({ $0 == .laneLost }) { () throws(StoreError) in
        try await late.begin([Specimen.newOrder()], at: Specimen.time())
      }
      await late.close()
    },
  ]
}
