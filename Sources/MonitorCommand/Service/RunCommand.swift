import ArgumentParser
import Exchange
import FEEL
import Hummingbird
import Logging
import Messaging
import Metrics
import MonitorPages
import MonitorStorage
import Monitoring
import ServiceLifecycle
import Settings
import Telemetry
import UnixSignals

/// `monitor run`
struct RunCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Listen to both companies' events and keep the picture up to date.",
    discussion: """
      EXAMPLES
        monitor run
        DUET_HTTP_PORT=9000 monitor run
        curl http://127.0.0.1:8403/health
        xdg-open http://127.0.0.1:8403/

      Stops within seconds on SIGTERM or SIGINT, and goes on where it was when it is started again.
      """)

  func run() async throws {
    let console = Console.current
    try await console.report {
      let settings = try await console.settings
      var logger = Logger(label: "monitor")
      logger.logLevel = try settings.logLevel
      try await MonitorService(settings, logger: logger).run()
    }
  }
}

/// The running monitor: what follows the stream, and what tells how that goes.
struct MonitorService {
  private let settings: MonitorSettings
  private let logger: Logger

  init(_ settings: MonitorSettings, logger: Logger) {
    self.settings = settings
    self.logger = logger
  }

  func run() async throws {
    let metrics = MetricRegistry(MonitorMetrics.all)
    MetricsSystem.bootstrap(metrics)
    let configuration = try settings.database
    let clock = try settings.clock
    let definitions = try settings.definitions
    let contract = try Contract(definitions)
    let stream = RabbitEvents(RabbitEventStream(try settings.broker, contract: contract))
    let port = try settings.port
    try await MonitorDatabase.migrate(configuration, folder: try settings.migrations)
    let database = MonitorDatabase(configuration)
    let logger = logger
    let writer = ProjectionWriter(configuration) { progress in
      logger.info(
        "Making the picture again, because an older version made the present one",
        metadata: ["read": "\(progress.done)", "of": "\(progress.total)"])
    }
    let follower = Follower(
      stream: stream, store: writer, now: { clock.now },
      onTrouble: {
        logger.warning("The stream is not being followed", metadata: ["reason": "\($0)"])
      })
    let report: @Sendable () async -> HealthReport = { [status = follower.status] in
      await Self.report(status, database, now: clock.now)
    }
    let measured = MonitorMetrics(database, factory: metrics)
    metrics.beforeScrape { measured.sample(await report()) }
    let partyPages = try settings.partyPages(of: definitions)
    let outboxes = OutboxWatch(partyPages)
    let pages = MonitorPorts(
      reading: database, process: DrawnProcess(definitions), now: { clock.now },
      speed: clock.speed, logger: logger, json: { $0.json },
      partyPages: partyPages, outboxes: { outboxes.latest })
    let router = HealthRoutes.router(
      hosts: try settings.hosts, metrics: metrics, report: report)
    PageRoutes(pages).add(to: router)
    let server = Application(
      router: router,
      configuration: ApplicationConfiguration(
        address: .hostname("127.0.0.1", port: port), serverName: "duet-monitor"),
      logger: logger)
    logger.info("Following the events", metadata: ["stream": "\(contract.eventStream)"])
    let group = ServiceGroup(
      configuration: ServiceGroupConfiguration(
        services: [
          .init(service: FollowerService(follower: follower)), .init(service: pages.feed),
          .init(service: AnalysisService(pages.analysis)), .init(service: outboxes),
          .init(service: server),
        ], gracefulShutdownSignals: [.sigterm, .sigint], logger: logger))
    do { try await group.run() } catch {
      await Self.close(writer, database)
      throw error
    }
    await Self.close(writer, database)
  }

  private static func close(_ writer: ProjectionWriter, _ database: MonitorDatabase) async {
    await writer.close()
    await database.close()
  }

  private static func report(
    _ status: FollowerStatus, _ database: MonitorDatabase, now: Timestamp
  ) async -> HealthReport {
    let reception: Reception?
    // A database that cannot be reached is what the report says then.
    do { reception = try await database.reception() } catch { reception = nil }
    return HealthReport(state: status.current, reception: reception, now: now)
  }
}
