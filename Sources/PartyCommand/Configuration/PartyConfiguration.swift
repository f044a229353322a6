package import Access
import FEEL
package import Logging
package import Participant
package import PartyAPI
package import PostgreSQL

/// What a party needs to know to run; `docs/configuration.md` explains every setting.
package struct PartyConfiguration: Sendable {
  /// The name of the executable.
  package let program: String
  package let databaseURL: Secret
  package let amqpURL: Secret
  /// One of this machine itself while every caller is believed.
  package let httpHost: String
  package let httpPort: Int
  package let access: AccessMode
  /// Whose tokens are accepted; nil for none.
  package let issuer: TokenIssuer?
  /// How people sign in at the issuer with a browser; nil where they do not.
  package let openIDClient: OpenIDClient?
  /// Whose word is taken for where a request comes from.
  package let proxies: TrustedProxies
  package let sessionLimits: SessionLimits
  /// What guessing a password costs.
  package let passwordCost: PasswordHash.Cost
  /// For how long a decision can be undone; zero for not at all.
  package let decisionGrace: Duration
  /// How many requests a second one user or address may make in the long run; nil for any number.
  package let rateLimit: Int?
  /// The file of the OpenAPI document; nil for the repository's own, if it is there.
  package let openAPI: String?
  /// The folder of Swagger UI's files; nil where the interface is not shown.
  package let swaggerUI: String?
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
    self.program = program.name
    databaseURL = try settings.secret(
      .databaseURL, file: .databaseURLFile,
      example: "postgresql://user:password@localhost:5432/\(program.name)")
    amqpURL = try settings.secret(
      .amqpURL, file: .amqpURLFile, example: "amqp://user:password@localhost:5672")
    httpHost = try settings.text(.httpHost) ?? "127.0.0.1"
    httpPort = try settings.integer(.httpPort, within: 1...65_535, default: program.port)
    access = try settings.choice(.access, default: .local)
    try Self.check(host: httpHost, access)
    let issuer = access == .oidc ? try Self.issuer(settings) : nil
    self.issuer = issuer
    openIDClient = try issuer.flatMap { [httpHost, httpPort] in
      try Self.openIDClient(settings, of: $0, listening: (httpHost, httpPort))
    }
    proxies = try Self.proxies(settings)
    let hours = try settings.integer(.sessionHours, within: 1...(24 * 30), default: 12)
    sessionLimits = SessionLimits(hours: hours)
    passwordCost = try Self.passwordCost(settings)
    decisionGrace = try Self.duration(
      settings, .decisionGrace, default: .seconds(10), orNone: true)
    let rate = try settings.integer(.rateLimit, within: 0...1_000_000, default: 500)
    rateLimit = rate == 0 ? nil : rate
    openAPI = try settings.text(.openAPI)
    swaggerUI = try settings.text(.swaggerUI)
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

  /// Only what is needed to change the database while the service may not run.
  package static func database(
    _ program: any PartyProgram.Type, environment: [String: String]
  ) async throws -> (Connection.Configuration, migrations: String, PasswordHash.Cost) {
    let settings = try await SettingReader(environment: environment)
    let url = try settings.secret(
      .databaseURL, file: .databaseURLFile,
      example: "postgresql://user:password@localhost:5432/\(program.name)")
    return (
      try Self.connection(to: url, by: program.name),
      try settings.text(.migrations) ?? "migrations", try passwordCost(settings)
    )
  }

  /// With its last slash; empty for a file of the present folder.
  private static func folder(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
  }

  private static func duration(
    _ settings: SettingReader, _ setting: Setting, default fallback: Duration, orNone: Bool = false
  ) throws -> Duration {
    guard let text = try settings.text(setting) else { return fallback }
    guard let duration = DurationText(text)?.duration, duration > .zero || orNone else {
      throw ConfigurationError.wrong(
        setting, "must be a length of time such as PT10M or 90s, not \(text)")
    }
    return duration
  }
}
