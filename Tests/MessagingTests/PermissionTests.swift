import BrokerConformance
import Exchange
import Foundation
import Messaging
import Participant
import ProcessEngine
import RabbitMQ
import Testing

/// With users who may do no more than they need, as the broker is set up for people.
@Suite(
  .enabled(if: RabbitWorld.url != nil, "DUET_TEST_AMQP names no broker"),
  .enabled(if: BrokerUsers.control != nil, "DUET_TEST_RABBITMQCTL runs no rabbitmqctl"),
  .timeLimit(.minutes(5)))
struct PermissionTests {
  @Test func `the rights of a party and of a monitor suffice, and nobody writes as another`()
    async throws
  {
    try await BrokerUsers.with { users in try await exchangeMessages(users) }
  }

  private func exchangeMessages(_ users: BrokerUsers) async throws {
    let contract = try SampleContract.contract(named: "order")
    let supplier = try users.broker("Supplier", contract)
    await supplier.waitUntilConnected()
    let client = try users.broker("Client", contract)
    await client.waitUntilConnected()
    let message = SampleContract.message(1, of: InstanceID(UUID()))
    let events = Publication.events([SampleContract.entry(1)])
    var outcomes = await client.publish([.message(message), events])
    #expect(outcomes.first == .confirmed)
    guard case .returned = outcomes.last else {
      Issue.record("there is no stream, but events had the outcome \(outcomes)")
      return
    }
    let stream = RabbitEventStream(
      try users.configuration("Monitor"), contract: contract, logins: users.logins)
    #expect(try await stream.next(after: nil, limit: 10).isEmpty)
    outcomes = await client.publish([events])
    #expect(outcomes == [.confirmed])
    let batches = try await stream.next(after: nil, limit: 10)
    #expect(batches.map { $0.content.entries.count } == [1])
    let received = try #require(await supplier.receive(limit: 10))
    guard case .message(message) = received[0].content else {
      Issue.record("unexpected: \(received)")
      return
    }
    await supplier.acknowledge(received.map(\.tag))

    // The client's process in the supplier's name: the broker closes the channel.
    let impostor = try users.broker("Supplier", contract, as: "Client", claiming: "Supplier")
    let quote = SampleContract.message(
      1, of: message.order, name: "QuoteIssued", sender: "Supplier", receiver: "Client")
    guard case .failed = await impostor.publish([.message(quote)])[0] else {
      Issue.record("the broker let the client write as the supplier")
      return
    }
    for broker in [supplier, client, impostor] { await broker.close() }
    await stream.close()
  }
}
