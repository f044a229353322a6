import BPMN
import Exchange
import FoundationEssentials
import Hummingbird
import Logging
import Messaging
import Metrics
import Migrations
import Ordering
import Participant
import PartyAPI
import PartyPages
import PostgreSQL
import ProcessEngine
import RabbitMQ
import ServiceLifecycle
import Storage
import Telemetry
import UnixSignals

/// Puts a party together from its parts, and runs it until it is told to stop.
///
/// - Throws: `ConfigurationError` for a model that cannot be executed or a database that this program must not touch.
package func runParty(configuration: PartyConfiguration) async throws {
  let logger = configuration.makeLogger()
  let metrics = MetricRegistry(PartyMetrics.all)
  MetricsSystem.bootstrap(metrics)
  let database = try configuration.database()
  let source = try ModelFiles(bpmn: configuration.bpmn, forms: configuration.forms).read()
  try await bringUpToDate(database, migrations: configuration.migrations, logger: logger)

  let store = PostgresStore(database)
  let records = PostgresRecords(database)
  let prices = PostgresPriceBook(database)
  let handlers: [String: any JobHandler] = [
    "reminder": ReminderHandler(), "escalation": EscalationHandler(),
    QuoteHandler.type: QuoteHandler(prices: prices),
  ]
  let library = try await makeLibrary(
    source, configuration, handlers: Set(handlers.keys), store: store)
  let broker = RabbitBroker(
    try configuration.brokerConnection(), contract: library.contract, party: configuration.pool,
    clock: configuration.clock, logger: logger)
  let party = Party(
    PartyContext(
      library: library, handlers: handlers, clock: configuration.clock, ids: SystemIDs()),
    store: store, broker: broker, lanes: configuration.lanes,
    parkedLimit: configuration.parkedLimit, autopilot: configuration.autopilot ? records : nil,
    logger: logger)
  let entrance = Entrance(configuration, database: database)
  var ports = entrance.open(
    PartyPorts(desk: party, records: records, clock: configuration.clock, ids: SystemIDs()),
    configuration)
  ports.documents = try documents(configuration)
  ports.messages = library.contract.messages
  ports.metrics = metrics
  Gauge(
    label: "duet_party",
    dimensions: [
      ("party", configuration.pool), ("definition", "\(library.current.definition)"),
    ]
  ).record(1)
  let sampler = PartySampler(
    ports, workloads: records,
    pools: entrance.pools.merging(
      ["steps": store, "lists": records, "prices": prices]) { $1 }, logger: logger)
  metrics.beforeScrape { await sampler.sample() }
  let quotes = library.current.jobTypes.contains(QuoteHandler.type)
  let pages = PagePorts(
    api: ports, program: configuration.program,
    model: try pageModel(source, library, store: store),
    people: entrance.people(for: configuration.access), prices: quotes ? prices : nil,
    catalogue: prices)
  let server = Application(
    router: partyRouter(
      partyRoutes(ports) + CatalogRoutes(prices: prices, clock: configuration.clock).routes
        + entrance.routes(ports)
        + pageRoutes(pages),
      authenticator: entrance.authenticator, proxies: configuration.proxies,
      pages: PageMiddleware(pages),
      rateLimit: configuration.rateLimit.map { RateLimit(burst: 4 * $0, perSecond: $0) }),
    server: .http1(configuration: .init(additionalChannelHandlers: [StalledReaderHandler()])),
    configuration: .init(address: .hostname(configuration.httpHost, port: configuration.httpPort)),
    logger: logger)
  logger.info(
    "Starting",
    metadata: [
      "pool": "\(configuration.pool)", "definition": "\(library.current.definition)",
      "database": "\(configuration.databaseURL)", "broker": "\(configuration.amqpURL)",
      "http": "\(configuration.httpHost):\(configuration.httpPort)",
      "access": "\(configuration.access)",
    ])
  // Stopped in the reverse order: first no requests any more, then the party drains.
  try await ServiceGroup(
    configuration: .init(
      services: [.init(service: party), .init(service: server)],
      gracefulShutdownSignals: [.sigterm, .sigint], logger: logger)
  ).run()
  await entrance.close()
  await records.close()
  await prices.close()
  await store.close()
}

/// The OpenAPI document that the configuration names must be there; the repository's own may be missing.
private func documents(_ configuration: PartyConfiguration) throws -> APIDocuments {
  let usual = "docs/openapi.json"
  let isThere = FileManager.default.isReadableFile(atPath: usual)
  return try reporting {
    try APIDocuments(
      openAPI: configuration.openAPI ?? (isThere ? usual : nil), swaggerUI: configuration.swaggerUI)
  }
}

/// Waits for the database, and applies what it does not have yet.
private func bringUpToDate(
  _ database: PostgreSQL.Connection.Configuration, migrations: String, logger: Logger
) async throws {
  let migrator = try reporting {
    try Migrator(Migration.all(inFolder: migrations + "/participant"))
  }
  while true {
    do {
      let applied = try await migrator.migrate(database)
      if !applied.isEmpty {
        logger.info("The database was migrated", metadata: ["applied": "\(applied.count)"])
      }
      return
    } catch .database(let error) where error.isRetriable {
      logger.warning("Waiting for the database", metadata: ["reason": "\(error)"])
      try await Task.sleep(for: .seconds(1))
    } catch {
      throw ConfigurationError("\(error)")
    }
  }
}

private func makeLibrary(
  _ source: ModelSource, _ configuration: PartyConfiguration, handlers: Set<String>,
  store: any Store
) async throws -> Library {
  do {
    return try await Library(source, party: configuration.pool, handlers: handlers, store: store)
  } catch let failure as ReadFailure {
    throw ConfigurationError(
      "\(configuration.bpmn) cannot be executed:\n\(failure.report(file: configuration.bpmn))")
  }
}

/// The process as pages draw it and as it is executed.
private func pageModel(
  _ source: ModelSource, _ library: Library, store: any Store
) throws -> PageModel {
  let drawn = try DrawnVersions(source, library.current.definition, store: store)
  return PageModel(
    party: library.party, current: drawn.current, version: drawn.version
  ) { id in
    try await library.process(id)
  }
}

/// Turns a failure that somebody has to correct into a sentence about it.
func reporting<Result>(_ body: () throws -> Result) throws -> Result {
  do { return try body() } catch { throw ConfigurationError("\(error)") }
}
