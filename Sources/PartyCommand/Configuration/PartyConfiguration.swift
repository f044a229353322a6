import FEEL
package import Logging
package import Participant
import PartyAPI

/// What a party needs to know to run; `docs/configuration.md` explains every setting.
package struct PartyConfiguration: Sendable {
  package let databaseURL: Secret
  package let amqpURL: Secret
  /// A loopback address: people do not sign in yet.
  package let httpHost: String
  package let httpPort: Int
  /// The file of the collaboration.
  package let bpmn: String
  /// The pool that is run, by its name in the collaboration.
  package let pool: String
  /// The folder of the forms.
  package let forms: String
  /// The folder that holds the folder `participant`.
  package let migrations: String
  /// How many transactions may run at the same time.
  package let lanes: Int
  /// How long a message may wait for those before it.
  package let parkedLimit: Duration
  package let logLevel: Logger.Level
  package let logFormat: LogFormat
  package let clock: SystemClock
  /// Whether all tasks are decided automatically: for measurements, never for real work.
  package let autopilot: Bool

  enum Switch: String, CaseIterable, Sendable { case on, off }

  package enum LogFormat: String, CaseIterable, Sendable {
    case text
    /// One object a line.
    case json
  }

  /// Reads the environment and the file that `DUET_CONFIG` names.
  ///
  /// - Parameter environment: all variables of the process.
  /// - Throws: `ConfigurationError` for the first value that is missing or wrong.
  package init(_ program: any PartyProgram.Type, environment: [String: String]) async throws {
    let settings = try await SettingReader(environment: environment)
    databaseURL = try settings.secret(
      .databaseURL, file: .databaseURLFile,
      example: "postgresql://user:password@localhost:5432/\(program.name)")
    amqpURL = try settings.secret(
      .amqpURL, file: .amqpURLFile, example: "amqp://user:password@localhost:5672")
    httpHost = try settings.text(.httpHost) ?? "127.0.0.1"
    guard Loopback.contains(httpHost) else {
      throw ConfigurationError.wrong(
        .httpHost,
        "must be an address of this machine itself, such as 127.0.0.1, because people do not sign in yet; not \(httpHost)"
      )
    }
    httpPort = try settings.integer(.httpPort, within: 1...65_535, default: program.port)
    bpmn = try settings.text(.bpmn) ?? "bpmn/order.bpmn"
    pool = try settings.text(.pool) ?? program.pool
    forms = try settings.text(.forms) ?? Self.folder(of: bpmn) + "forms"
    migrations = try settings.text(.migrations) ?? "migrations"
    lanes = try settings.integer(.lanes, within: 1...16, default: 2)
    parkedLimit = try Self.duration(settings, .parkedLimit, default: .seconds(600))
    logLevel = try settings.choice(.logLevel, default: .info)
    logFormat = try settings.choice(.logFormat, default: .text)
    clock = try DemoClock.read(settings)
    autopilot = try settings.choice(.autopilot, default: Switch.off) == .on
  }

  /// With its last slash; empty for a file of the present folder.
  private static func folder(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
  }

  private static func duration(
    _ settings: SettingReader, _ setting: Setting, default fallback: Duration
  ) throws -> Duration {
    guard let text = try settings.text(setting) else { return fallback }
    guard let duration = DurationText(text)?.duration, duration > .zero else {
      throw ConfigurationError.wrong(
        setting, "must be a length of time such as PT10M or 90s, not \(text)")
    }
    return duration
  }
}
