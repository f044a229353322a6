import StoreConformance
import Testing

@Suite(.needsPostgres)
struct ConformanceTests {
  @Test(arguments: StoreConformance.cases)
  func `the PostgreSQL store does what every store has to do`(
    _ conformance: StoreConformance.Case
  ) async throws {
    try await PostgresUnderTest.with { try await conformance.check($0) }
  }
}
