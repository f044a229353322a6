import Foundation
import PostgreSQL
import Testing

/// Counts what belongs to the whole process, so the bounds leave room for the tests that run beside.
@Suite(.needsPostgres)
struct ResourceTests {
  private func residentBytes() throws -> Int {
    let statm = try String(contentsOfFile: "/proc/self/statm", encoding: .utf8)
    return try #require(Int(statm.split(separator: " ")[1])) * 4096
  }

  private func openDescriptors() throws -> Int {
    try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count
  }

  private func connectAndLeave() async throws {
    let connection = try await TestServer.connect()
    _ = try await connection.execute(Query("select $1", "x"))
    await connection.close()
  }

  @Test func `a thousand connections leave neither descriptors nor memory behind`() async throws {
    for _ in 0..<50 { try await connectAndLeave() }
    let memory = try residentBytes()
    let files = try openDescriptors()
    for _ in 0..<1_000 { try await connectAndLeave() }
    #expect(try openDescriptors() <= files + 40)
    #expect(try residentBytes() - memory < 32 << 20)
  }
}
