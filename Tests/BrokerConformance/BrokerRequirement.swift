import Exchange
import FEEL
import FoundationEssentials
import Participant
import ProcessEngine

/// What every implementation of the port `Broker` has to do. Each requirement is tried in a fresh world.
package enum BrokerRequirement: String, CaseIterable, Sendable {
  case deliversOnceWhatIsAcknowledged
  case deliversAgainWhatIsNotAcknowledged
  case keepsTheOrderOfOnePublisher
  case handsOverNoMoreThanTheLimit
  case returnsWhatAnAbsentPartnerWouldGet
  case answersForEachPublicationInOrder
  case confirmsEvents
  case showsWhatCannotBeUsed
  case stopsReceivingAtOnce
  case acknowledgesAndPublishesAfterItStoppedReceiving
  case givesBackWhatIsUnsettledWhenClosed
  case failsPublishingAfterClosing
  case publishesAgainAfterALostConnection
  case keepsTheOrderOfWindowsInFlight
  case answersForWindowsInAnyOrder
  case answersForWindowsThatAConnectionTookWithIt

  package func check(in world: any BrokerWorld) async throws {
    switch self {
    case .deliversOnceWhatIsAcknowledged: try await deliversOnce(world)
    case .deliversAgainWhatIsNotAcknowledged: try await deliversAgain(world)
    case .keepsTheOrderOfOnePublisher: try await keepsOrder(world)
    case .handsOverNoMoreThanTheLimit: try await respectsLimit(world)
    case .returnsWhatAnAbsentPartnerWouldGet: try await returnsToSender(world)
    case .answersForEachPublicationInOrder: try await answersInOrder(world)
    case .confirmsEvents: try await confirmsEvents(world)
    case .showsWhatCannotBeUsed: try await showsUnusable(world)
    case .stopsReceivingAtOnce: try await stopsReceiving(world)
    case .acknowledgesAndPublishesAfterItStoppedReceiving: try await drains(world)
    case .givesBackWhatIsUnsettledWhenClosed: try await givesBack(world)
    case .failsPublishingAfterClosing: try await failsAfterClosing(world)
    case .publishesAgainAfterALostConnection: try await publishesAgain(world)
    case .keepsTheOrderOfWindowsInFlight: try await keepsOrderOfWindows(world)
    case .answersForWindowsInAnyOrder: try await answersInAnyOrder(world)
    case .answersForWindowsThatAConnectionTookWithIt: try await answersForLostWindows(world)
    }
  }
}

/// Both parties, connected.
private struct Pair {
  let client: any Broker
  let supplier: any Broker

  init(_ world: any BrokerWorld) async throws {
    client = try await world.connect("Client")
    supplier = try await world.connect("Supplier")
  }

  func close() async {
    await client.close()
    await supplier.close()
  }
}

extension Broker {
  /// Publishes and demands every confirm.
  fileprivate func send(_ messages: [OrderMessage]) async throws {
    let outcomes = await publish(messages.map { .message($0) })
    try require(
      outcomes == messages.map { _ in .confirmed }, "not everything was confirmed: \(outcomes)")
  }

  /// Takes `count` messages in, without settling them.
  fileprivate func take(_ count: Int) async throws -> [(tag: Delivery.Tag, message: OrderMessage)] {
    var taken: [(tag: Delivery.Tag, message: OrderMessage)] = []
    while taken.count < count {
      guard let deliveries = await receive(limit: count - taken.count) else {
        throw Violation("receiving ended after \(taken.count) of \(count) messages")
      }
      for delivery in deliveries {
        guard case .message(let message) = delivery.content else {
          throw Violation("unusable: \(delivery.content)")
        }
        taken.append((delivery.tag, message))
      }
    }
    return taken
  }

  fileprivate func expectNext(_ message: OrderMessage) async throws -> Delivery.Tag {
    let next = try await take(1)[0]
    try require(next.message == message, "\(next.message) came instead of \(message)")
    return next.tag
  }
}

private func messages(_ sequences: ClosedRange<Int>) -> [OrderMessage] {
  let order = InstanceID(UUID())
  return sequences.map { SampleContract.message($0, of: order) }
}

// MARK: - Receiving

extension BrokerRequirement {
  private func deliversOnce(_ world: any BrokerWorld) async throws {
    let pair = try await Pair(world)
    let sent = messages(1...2)
    try await pair.client.send([sent[0]])
    await pair.supplier.acknowledge([try await pair.supplier.expectNext(sent[0])])
    await pair.supplier.close()
    let again = try await world.connect("Supplier")
    try await pair.client.send([sent[1]])
    _ = try await again.expectNext(sent[1])
    await again.close()
    await pair.client.close()
  }

  private func deliversAgain(_ world: any BrokerWorld) async throws {
    let pair = try await Pair(world)
    let sent = messages(1...1)
    try await pair.client.send(sent)
    let first = try await pair.supplier.expectNext(sent[0])
    try await world.cutConnections(of: "Supplier")
    let second = try await pair.supplier.expectNext(sent[0])
    try require(first != second, "the tag of a lost connection was used again")
    // The first tag is void, so that the message is still unsettled.
    await pair.supplier.acknowledge([first])
    await pair.supplier.close()
    let again = try await world.connect("Supplier")
    await again.acknowledge([try await again.expectNext(sent[0])])
    await again.close()
    await pair.client.close()
  }

  private func keepsOrder(_ world: any BrokerWorld) async throws {
    let pair = try await Pair(world)
    let sent = messages(1...1_200)
    try await pair.client.send(Array(sent[..<500]))
    try await pair.client.send(Array(sent[500...]))
    var received: [OrderMessage] = []
    while received.count < sent.count {
      let taken = try await pair.supplier.take(min(100, sent.count - received.count))
      received += taken.map(\.message)
      // Settled out of order, as several lanes do.
      await pair.supplier.acknowledge(taken.reversed().map(\.tag))
    }
    try require(received == sent, "the messages came in another order")
    await pair.close()
  }

  private func respectsLimit(_ world: any BrokerWorld) async throws {
    let pair = try await Pair(world)
    let sent = messages(1...10)
    try await pair.client.send(sent)
    var count = 0
    while count < sent.count {
      let deliveries = await pair.supplier.receive(limit: 3) ?? []
      try require((1...3).contains(deliveries.count), "\(deliveries.count) came, at most 3 may")
      count += deliveries.count
    }
    await pair.close()
  }

  private func showsUnusable(_ world: any BrokerWorld) async throws {
    let pair = try await Pair(world)
    let sent = messages(1...2)
    try await pair.client.send([sent[0]])
    try await world.sendGarbage(to: "Supplier")
    try await pair.client.send([sent[1]])
    var contents: [Delivery] = []
    while contents.count < 3 { contents += await pair.supplier.receive(limit: 10) ?? [] }
    guard case .message(sent[0]) = contents[0].content, case .unusable = contents[1].content,
      case .message(sent[1]) = contents[2].content
    else { throw Violation("unexpected: \(contents.map(\.content))") }
    await pair.supplier.acknowledge(contents.map(\.tag))
    await pair.close()
  }

  private func stopsReceiving(_ world: any BrokerWorld) async throws {
    let pair = try await Pair(world)
    let supplier = pair.supplier
    async let waiting = supplier.receive(limit: 10)
    supplier.stopReceiving()
    try require(await waiting == nil, "a receive that was waiting got something")
    try await pair.client.send(messages(1...1))
    try require(await supplier.receive(limit: 10) == nil, "something was received after the stop")
    await pair.close()
  }

  private func drains(_ world: any BrokerWorld) async throws {
    let pair = try await Pair(world)
    let sent = messages(1...2)
    try await pair.client.send([sent[0]])
    let tag = try await pair.supplier.expectNext(sent[0])
    pair.supplier.stopReceiving()
    let answer = SampleContract.message(
      1, of: sent[0].order, name: "QuoteIssued", sender: "Supplier", receiver: "Client")
    try await pair.supplier.send([answer])
    await pair.supplier.acknowledge([tag])
    await pair.supplier.close()
    _ = try await pair.client.expectNext(answer)
    let again = try await world.connect("Supplier")
    try await pair.client.send([sent[1]])
    _ = try await again.expectNext(sent[1])
    await again.close()
    await pair.client.close()
  }

  private func givesBack(_ world: any BrokerWorld) async throws {
    let pair = try await Pair(world)
    let sent = messages(1...5)
    try await pair.client.send(sent)
    let taken = try await pair.supplier.take(3)
    await pair.supplier.acknowledge([taken[1].tag])
    await pair.supplier.close()
    let again = try await world.connect("Supplier")
    let rest = try await again.take(4).map(\.message.sequence)
    try require(rest == [1, 3, 4, 5], "\(rest) came again")
    await again.close()
    await pair.client.close()
  }
}

// MARK: - Publishing

extension BrokerRequirement {
  private func returnsToSender(_ world: any BrokerWorld) async throws {
    let client = try await world.connect("Client")
    let sent = messages(1...1)
    let outcomes = await client.publish([.message(sent[0])])
    guard outcomes.count == 1, case .returned = outcomes[0] else {
      throw Violation("the supplier has no inbox, but the outcome was \(outcomes)")
    }
    let supplier = try await world.connect("Supplier")
    try await client.send(sent)
    _ = try await supplier.expectNext(sent[0])
    await client.close()
    await supplier.close()
  }

  private func answersInOrder(_ world: any BrokerWorld) async throws {
    let pair = try await Pair(world)
    let sent = messages(1...3)
    let tooLarge = SampleContract.message(
      4, of: sent[0].order, payload: ["text": .string(String(repeating: "x", count: 300_000))])
    let outcomes = await pair.client.publish(
      [sent[0], tooLarge, sent[1], sent[2]].map { .message($0) })
    guard outcomes.count == 4, case .failed = outcomes[1] else {
      throw Violation("a message that is too large had the outcome \(outcomes)")
    }
    try require(
      [outcomes[0], outcomes[2], outcomes[3]] == [.confirmed, .confirmed, .confirmed],
      "its neighbours had the outcomes \(outcomes)")
    let received = try await pair.supplier.take(3).map(\.message)
    try require(received == sent, "the neighbours did not arrive")
    try require(await pair.client.publish([]).isEmpty, "nothing has no outcome")
    await pair.close()
  }

  private func confirmsEvents(_ world: any BrokerWorld) async throws {
    let pair = try await Pair(world)
    let outcomes = await pair.client.publish([
      .events((1...3).map { SampleContract.entry($0) }), .events([SampleContract.entry(4)]),
    ])
    try require(outcomes == [.confirmed, .confirmed], "events had the outcomes \(outcomes)")
    await pair.close()
  }

  private func failsAfterClosing(_ world: any BrokerWorld) async throws {
    let pair = try await Pair(world)
    await pair.client.close()
    let outcomes = await pair.client.publish([.message(messages(1...1)[0])])
    guard outcomes.count == 1, case .failed = outcomes[0] else {
      throw Violation("a closed broker published: \(outcomes)")
    }
    try require(await pair.client.receive(limit: 1) == nil, "a closed broker received")
    await pair.client.close()
    await pair.supplier.close()
  }

  private func publishesAgain(_ world: any BrokerWorld) async throws {
    let pair = try await Pair(world)
    let sent = messages(1...2)
    try await pair.client.send([sent[0]])
    try await world.cutConnections(of: "Client")
    // The first attempt may meet the lost connection; a relay would try again as well.
    var outcome = PublishOutcome.failed("not tried")
    for _ in 0..<3 where outcome != .confirmed {
      outcome = await pair.client.publish([.message(sent[1])])[0]
    }
    try require(outcome == .confirmed, "after the connection was lost: \(outcome)")
    _ = try await pair.supplier.expectNext(sent[0])
    _ = try await pair.supplier.expectNext(sent[1])
    await pair.close()
  }
}

// MARK: - Windows in flight

extension BrokerRequirement {
  private func keepsOrderOfWindows(_ world: any BrokerWorld) async throws {
    let pair = try await Pair(world)
    let sent = messages(1...600)
    var windows: [PendingConfirms] = []
    for start in stride(from: 0, to: sent.count, by: 50) {
      windows.append(await pair.client.send(sent[start..<(start + 50)].map { .message($0) }))
    }
    for window in windows {
      let outcomes = await window.outcomes()
      try require(outcomes == Array(repeating: .confirmed, count: 50), "outcomes: \(outcomes)")
    }
    var received: [OrderMessage] = []
    while received.count < sent.count {
      let taken = try await pair.supplier.take(min(100, sent.count - received.count))
      received += taken.map(\.message)
      await pair.supplier.acknowledge(taken.map(\.tag))
    }
    try require(received == sent, "windows that were in flight together came in another order")
    await pair.close()
  }

  private func answersInAnyOrder(_ world: any BrokerWorld) async throws {
    let client = try await world.connect("Client")
    let sent = messages(1...1)
    // The supplier has no inbox yet: the message comes back, and its neighbours in flight have answers of their own.
    let first = await client.send([.events([SampleContract.entry(1)])])
    let returned = await client.send([.message(sent[0]), .events([SampleContract.entry(2)])])
    let last = await client.send([.events([SampleContract.entry(3)])])
    let nothing = await client.send([])
    try require(await nothing.outcomes().isEmpty, "nothing has no outcome")
    try require(await last.outcomes() == [.confirmed], "the last window was not confirmed")
    let outcomes = await returned.outcomes()
    guard outcomes.count == 2, case .returned = outcomes[0], outcomes[1] == .confirmed else {
      throw Violation("a window with a message that nobody takes had the outcomes \(outcomes)")
    }
    try require(await first.outcomes() == [.confirmed], "the first window was not confirmed")
    await client.close()
  }

  private func answersForLostWindows(_ world: any BrokerWorld) async throws {
    let pair = try await Pair(world)
    let sent = messages(1...200)
    var windows: [PendingConfirms] = []
    for start in stride(from: 0, to: sent.count, by: 20) {
      if start == 100 { try await world.cutConnections(of: "Client") }
      windows.append(await pair.client.send(sent[start..<(start + 20)].map { .message($0) }))
    }
    var isRefused = false
    for window in windows {
      let outcomes = await window.outcomes()
      try require(outcomes.count == 20, "\(outcomes.count) outcomes for 20 publications")
      isRefused = isRefused || outcomes.contains { $0 != .confirmed }
    }
    // As a relay does: everything again, until all is confirmed.
    while isRefused {
      isRefused = await pair.client.publish(sent.map { .message($0) }).contains { $0 != .confirmed }
    }
    var missing = Set(sent.map(\.sequence))
    while !missing.isEmpty {
      let taken = try await pair.supplier.take(1)
      missing.subtract(taken.map(\.message.sequence))
      await pair.supplier.acknowledge(taken.map(\.tag))
    }
    await pair.close()
  }
}
