import BrokerConformance
import Testing

@Suite(.enabled(if: RabbitWorld.url != nil, "DUET_TEST_AMQP names no broker"))
struct ConformanceTests {
  @Test(.timeLimit(.minutes(1)), arguments: BrokerRequirement.allCases)
  func `RabbitMQ is a broker as the parties need it`(_ requirement: BrokerRequirement) async throws
  {
    try await RabbitWorld.with { world in try await requirement.check(in: world) }
  }
}
