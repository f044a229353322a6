import BrokerConformance
import Exchange
import FEEL
import FoundationEssentials
import Participant
import Simulation
import StoreConformance
import Testing

@Suite struct MemoryConformanceTests {
  @Test(arguments: StoreConformance.cases)
  func `the store in memory does what a store has to do`(_ requirement: StoreConformance.Case)
    async throws
  {
    try await requirement.check(MemoryUnderTest())
  }

  @Test(arguments: BrokerRequirement.allCases)
  func `the broker in memory does what a broker has to do`(_ requirement: BrokerRequirement)
    async throws
  {
    try await requirement.check(in: MemoryBrokerWorld())
  }
}

private struct MemoryUnderTest: StoreUnderTest {
  private let memory = MemoryStore(clock: SystemClock(), ids: SystemIDs())

  var store: any Store { memory }
  var records: any Records { memory }

  func killHolder(of lane: any Lane) async throws { memory.abandon(lane: lane.id) }
}

private actor MemoryBrokerWorld: BrokerWorld {
  let contract: Contract
  private let server = MemoryBrokerServer(parties: [])
  private var connections: [MemoryBroker] = []

  init() throws { contract = try SampleContract.contract(named: "Sample") }

  func connect(_ party: String) async throws -> any Broker {
    let connection = server.connect(party)
    connections.append(connection)
    return connection
  }

  func cutConnections(of party: String) async throws {
    for connection in connections where connection.party == party { connection.loseConnection() }
  }

  func sendGarbage(to party: String) async throws {
    server.enqueue(
      .unusable(
        QuarantinedMessage(
          reason: .undecodable, detail: "garbage", receivedAt: SystemClock().now, body: [0xff])),
      for: party)
  }
}
