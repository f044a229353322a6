import Rehearsal
import Settings
import Testing

@Suite struct StageTests {
  private static let complete = [
    "CLIENT_URL": "http://127.0.0.1:1", "SUPPLIER_URL": "http://127.0.0.1:2",
    "CLIENT_DATABASE_URL": "postgresql://client@127.0.0.1/client",
    "SUPPLIER_DATABASE_URL": "postgresql://supplier@127.0.0.1/supplier",
    "MONITOR_DATABASE_URL": "postgresql://monitor@127.0.0.1/monitor",
    "DUET_CLOCK": "2026-11-13T05:00:00Z@3600", "DUET_CLOCK_EPOCH": "1795000000.25",
  ]

  @Test func `everything that ./dev leaves in the environment is enough`() async throws {
    _ = try Stage(await SettingSource(environment: Self.complete))
  }

  @Test(arguments: complete.keys.sorted())
  func `what is missing is named`(name: String) async throws {
    var environment = Self.complete
    environment[name] = nil
    let settings = try await SettingSource(environment: environment)
    let failure = #expect(throws: SettingFailure.self) { try Stage(settings) }
    #expect(failure?.name == name)
  }

  @Test func `the usual clock is refused, because the day would take a week`() async throws {
    var environment = Self.complete
    environment["DUET_CLOCK"] = "2026-11-13T05:00:00Z@1"
    let settings = try await SettingSource(environment: environment)
    #expect(throws: SettingFailure.self) { try Stage(settings) }
  }
}
