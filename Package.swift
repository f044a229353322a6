// swift-tools-version: 6.2

import PackageDescription

/// Every target of ours is compiled under the same rules.
let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .treatAllWarnings(as: .error),
]

/// The targets that touch C are also held to strict memory safety.
let touchesC = strict + [.strictMemorySafety()]

let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let configuration = Target.Dependency.product(name: "Configuration", package: "swift-configuration")
let crypto = Target.Dependency.product(name: "Crypto", package: "swift-crypto")
let cryptoExtras = Target.Dependency.product(name: "CryptoExtras", package: "swift-crypto")
let jwt = Target.Dependency.product(name: "JWTKit", package: "jwt-kit")
let httpClient = Target.Dependency.product(name: "AsyncHTTPClient", package: "async-http-client")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let hummingbirdTesting = Target.Dependency.product(
  name: "HummingbirdTesting", package: "hummingbird")
let lifecycle = Target.Dependency.product(
  name: "ServiceLifecycle", package: "swift-service-lifecycle")
let lifecycleTesting = Target.Dependency.product(
  name: "ServiceLifecycleTestKit", package: "swift-service-lifecycle")
let mustache = Target.Dependency.product(name: "Mustache", package: "swift-mustache")
let signals = Target.Dependency.product(
  name: "UnixSignals", package: "swift-service-lifecycle")
let metrics = Target.Dependency.product(name: "Metrics", package: "swift-metrics")
let logging = Target.Dependency.product(name: "Logging", package: "swift-log")

let package = Package(
  name: "duet",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "client", targets: ["client"]),
    .executable(name: "supplier", targets: ["supplier"]),
    .executable(name: "monitor", targets: ["monitor"]),
    .executable(name: "simulate", targets: ["simulate"]),
    .executable(name: "demo", targets: ["demo"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-configuration", from: "1.4.0"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
    .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    .package(url: "https://github.com/vapor/jwt-kit", from: "5.7.1"),
  ],
  targets: [
    // Wiring: configuration and composition.
    .executableTarget(
      name: "client", dependencies: ["PartyCommand", arguments], swiftSettings: strict),
    .executableTarget(
      name: "supplier", dependencies: ["PartyCommand", arguments], swiftSettings: strict),
    .executableTarget(name: "monitor", dependencies: ["MonitorCommand"], swiftSettings: strict),
    .executableTarget(
      name: "simulate", dependencies: ["Simulation", arguments], swiftSettings: strict),

    .executableTarget(
      name: "demo",
      dependencies: ["Rehearsal", "Settings", "Ordering", "Terminal", "FEEL", arguments],
      swiftSettings: strict),

    // A guest: meets the three services only where anybody can.
    .target(
      name: "Rehearsal",
      dependencies: [
        "Locks",
        "Settings", "Participant", "Ordering", "PostgreSQL", "Terminal", "FEEL", "SplitMix",
        httpClient,
      ], swiftSettings: strict),

    // Faces: HTTP, command lines, the terminal's screen.
    .target(
      name: "PartyCommand",
      dependencies: [
        "Locks",
        "Hyperlinks",
        "Telemetry", metrics,
        "Access", "PartyAPI", "PartyPages", "Participant", "Storage", "Messaging", "Migrations",
        "PostgreSQL",
        "RabbitMQ",
        "Terminal", "Ordering", "ProcessEngine", "BPMN", "FEEL", arguments, configuration,
        httpClient,
        hummingbird, lifecycle, signals, logging, crypto,
      ], swiftSettings: strict),
    .target(
      name: "PartyAPI",
      dependencies: [
        "Locks",
        "Hyperlinks",
        "UBL", "Telemetry", metrics,
        "Access", "Participant", "Exchange", "ProcessEngine", "FEEL", "Ordering", hummingbird,
        lifecycle, logging, crypto,
      ],
      swiftSettings: strict),
    // Templates, style, script and texts are compiled in: each executable stays one file that runs from anywhere.
    .target(
      name: "PartyPages",
      dependencies: [
        "WebPages", "Diagram", "Hyperlinks", "UBL",
        "Access", "PartyAPI", "Participant", "Exchange", "ProcessEngine", "BPMN", "FEEL",
        "Ordering",
        crypto, hummingbird, lifecycle, logging, mustache,
      ], resources: [.embedInCode("Resources")], swiftSettings: strict),
    .target(
      name: "MonitorPages",
      dependencies: [
        "Locks",
        "WebPages", "Diagram", "Charts", "SVG", "Hyperlinks", "Monitoring", "Ordering", "Analysis",
        "Statistics",
        "ProcessEngine", "BPMN", "FEEL", hummingbird, lifecycle, logging, mustache,
      ], resources: [.embedInCode("Resources")], swiftSettings: strict),
    // What the pages of every program have in common.
    .target(
      name: "WebPages",
      dependencies: ["Charts", "Hyperlinks", "FEEL", crypto, hummingbird, lifecycle, mustache],
      resources: [.embedInCode("Resources")], swiftSettings: strict),
    .target(
      name: "MonitorCommand",
      dependencies: [
        "Locks",
        "MonitorPages", "Diagram",
        "EventLog", "SQLite", "Telemetry", metrics,
        "Analysis", "Statistics", "Monitoring", "MonitorStorage", "Settings", "Terminal",
        "Hyperlinks", httpClient,
        "Messaging", "Participant",
        "Exchange",
        "ProcessEngine", "BPMN", "FEEL", "Migrations", "PostgreSQL", "RabbitMQ", arguments,
        hummingbird,
        lifecycle, logging,
      ], swiftSettings: strict),
    // Environment, files and the demo's clock, the same for every executable.
    .target(
      name: "Settings", dependencies: ["Participant", "FEEL", configuration], swiftSettings: strict),
    .target(name: "Terminal", dependencies: ["Locks", "FEEL"], swiftSettings: strict),

    // Adapters: what the ports mean over PostgreSQL, RabbitMQ, and in a simulated world.
    .target(
      name: "Storage",
      dependencies: [
        "Locks",
        "Access", "Participant", "Exchange", "ProcessEngine", "FEEL", "Migrations", "PostgreSQL",
        "Ordering",
      ],
      swiftSettings: strict),
    .target(
      name: "MonitorStorage",
      dependencies: [
        "Locks", "Monitoring", "Migrations", "PostgreSQL",
      ],
      swiftSettings: strict),
    .target(name: "Migrations", dependencies: ["PostgreSQL"], swiftSettings: strict),
    .target(
      name: "Messaging",
      dependencies: ["Locks", metrics, "Participant", "Exchange", "RabbitMQ", logging],
      swiftSettings: strict),
    .target(
      name: "Simulation",
      dependencies: [
        "Locks", "Participant", "Exchange", "ProcessEngine", "FEEL", "Ordering", "SplitMix",
        logging,
      ],
      swiftSettings: strict),

    // Shell: receive, step, commit, relay.
    .target(
      name: "Participant",
      dependencies: [
        "Locks",
        metrics,
        "Access", "Ordering", "Exchange", "ProcessEngine", "BPMN", "FEEL", "WordSearch", crypto,
        lifecycle, logging,
      ],
      swiftSettings: strict),
    .target(
      name: "Monitoring",
      dependencies: [
        "Locks", metrics, "Analysis", "Statistics", "Exchange", "ProcessEngine", "BPMN", "FEEL",
        "WordSearch",
      ],
      swiftSettings: strict),

    // Core: pure.
    .target(
      name: "Verification", dependencies: ["Exchange", "ProcessEngine", "BPMN", "FEEL"],
      swiftSettings: strict),
    .target(
      name: "Analysis", dependencies: ["Statistics", "ProcessEngine", "BPMN", "FEEL"],
      swiftSettings: strict),
    .target(
      name: "EventLog", dependencies: ["Ordering", "Exchange", "ProcessEngine", "BPMN", "FEEL"],
      swiftSettings: strict),
    .target(
      name: "UBL", dependencies: ["Ordering", "Exchange", "ProcessEngine", "FEEL"],
      swiftSettings: strict),
    .target(
      name: "Ordering", dependencies: ["ProcessEngine", "FEEL"], swiftSettings: strict),
    .target(
      name: "Exchange", dependencies: ["ProcessEngine", "BPMN", "FEEL"], swiftSettings: strict),
    .target(
      name: "Access", dependencies: ["Hyperlinks", "FEEL", crypto, cryptoExtras, jwt],
      swiftSettings: strict),
    .target(name: "ProcessEngine", dependencies: ["BPMN", "FEEL"], swiftSettings: strict),
    .target(name: "Charts", dependencies: ["SVG", "FEEL"], swiftSettings: strict),
    .target(
      name: "Diagram", dependencies: ["SVG", "ProcessEngine", "BPMN"], swiftSettings: strict),
    .target(name: "BPMN", swiftSettings: strict),
    .target(name: "FEEL", swiftSettings: strict),
    .target(name: "Statistics", dependencies: ["SplitMix"], swiftSettings: strict),
    .target(name: "SplitMix", swiftSettings: strict),
    .target(name: "WordSearch", swiftSettings: strict),
    .target(name: "Hyperlinks", swiftSettings: strict),
    .target(name: "SVG", swiftSettings: strict),

    // Drivers: worth using alone.
    .target(name: "Locks", swiftSettings: strict),
    .target(name: "Telemetry", dependencies: ["Locks", metrics], swiftSettings: strict),
    .target(name: "PostgreSQL", dependencies: ["Locks", "CPostgreSQL"], swiftSettings: touchesC),
    .target(name: "RabbitMQ", dependencies: ["Locks", "CRabbitMQ"], swiftSettings: touchesC),
    .target(name: "SQLite", dependencies: ["CSQLite"], swiftSettings: touchesC),
    .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
    .systemLibrary(name: "CPostgreSQL", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
    .systemLibrary(
      name: "CRabbitMQ", pkgConfig: "librabbitmq", providers: [.apt(["librabbitmq-dev"])]),

    // Tests. The conformance suites hold for every implementation of a port.
    .target(
      name: "StoreConformance",
      dependencies: ["Participant", "Exchange", "ProcessEngine", "FEEL"],
      path: "Tests/StoreConformance", swiftSettings: strict),
    .target(
      name: "BrokerConformance",
      dependencies: ["Participant", "Exchange", "ProcessEngine", "BPMN", "FEEL"],
      path: "Tests/BrokerConformance", swiftSettings: strict),
    .target(
      name: "SyntheticJournal", dependencies: ["Exchange", "ProcessEngine", "FEEL"],
      path: "Tests/SyntheticJournal", swiftSettings: strict),
    .target(
      name: "AccessTable", dependencies: ["Access", "PartyAPI"], path: "Tests/AccessTable",
      swiftSettings: strict),
    .target(
      name: "AccessFakes", dependencies: ["Access", "Participant", "FEEL"],
      path: "Tests/AccessFakes", swiftSettings: strict),
    // Long histories through the real projection, and how fast they are read: `./dev bench --monitor-history`.
    .executableTarget(
      name: "history",
      dependencies: [
        "MonitorStorage", "Monitoring", "SyntheticJournal", "Exchange", "PostgreSQL",
        "ProcessEngine",
        "FEEL", arguments,
      ], path: "Tests/MonitorHistory", swiftSettings: strict),
    .testTarget(
      name: "AccessTests", dependencies: ["Access", "Hyperlinks", "FEEL", crypto, jwt],
      swiftSettings: strict),
    .testTarget(name: "SVGTests", dependencies: ["SVG"], swiftSettings: strict),
    .testTarget(
      name: "WordSearchTests", dependencies: ["WordSearch"], swiftSettings: strict),
    .target(
      name: "ChartGallery", dependencies: ["Charts", "FEEL"], path: "Tests/ChartGallery",
      swiftSettings: strict),
    .testTarget(
      name: "ChartsTests", dependencies: ["ChartGallery", "Charts", "FEEL"], swiftSettings: strict),
    // Writes drawings and charts, for tests that hold them against other tools.
    .executableTarget(
      name: "picture-probe", dependencies: ["ChartGallery", "Charts", "Diagram", "BPMN"],
      path: "Tests/PictureProbe", swiftSettings: strict),
    .testTarget(
      name: "DiagramTests", dependencies: ["Diagram", "ProcessEngine", "BPMN", "FEEL"],
      exclude: ["Models", "Snapshots"], swiftSettings: strict),
    .testTarget(name: "FEELTests", dependencies: ["FEEL", "SplitMix"], swiftSettings: strict),
    .testTarget(
      name: "StatisticsTests", dependencies: ["Statistics", "SplitMix"], exclude: ["Fixtures"],
      swiftSettings: strict),
    .testTarget(name: "BPMNTests", dependencies: ["BPMN", "SplitMix"], swiftSettings: strict),
    .testTarget(
      name: "ProcessEngineTests", dependencies: ["ProcessEngine", "BPMN", "FEEL", "SplitMix"],
      swiftSettings: strict),
    .testTarget(
      name: "ExchangeTests", dependencies: ["Exchange", "ProcessEngine", "BPMN", "FEEL"],
      swiftSettings: strict),
    .testTarget(
      name: "AnalysisTests",
      dependencies: ["Analysis", "Statistics", "SplitMix", "ProcessEngine", "BPMN", "FEEL"],
      swiftSettings: strict),
    .testTarget(
      name: "AnalysisDeskTests",
      dependencies: [
        "Monitoring", "SyntheticJournal", "Analysis", "Statistics", "Exchange",
        "ProcessEngine", "FEEL",
      ], swiftSettings: strict),
    .testTarget(
      name: "EventLogTests",
      dependencies: [
        "EventLog", "SyntheticJournal", "Exchange", "ProcessEngine", "BPMN", "FEEL",
      ], swiftSettings: strict),
    .testTarget(
      name: "UBLTests", dependencies: ["UBL", "Exchange", "ProcessEngine", "BPMN", "FEEL"],
      swiftSettings: strict),
    .testTarget(name: "OrderingTests", dependencies: ["Ordering", "FEEL"], swiftSettings: strict),
    .testTarget(
      name: "VerificationTests", dependencies: ["Verification", "ProcessEngine", "BPMN", "FEEL"],
      swiftSettings: strict),
    .testTarget(
      name: "SimulationTests",
      dependencies: [
        "Simulation", "StoreConformance", "BrokerConformance", "Participant", "Exchange",
        "ProcessEngine", "FEEL", logging,
      ], swiftSettings: strict),
    .testTarget(
      name: "MonitoringTests",
      dependencies: [
        "Monitoring", "SyntheticJournal", "Exchange", "ProcessEngine", "BPMN", "FEEL", "SplitMix",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "MonitorStorageTests",
      dependencies: [
        "MonitorStorage", "Monitoring", "SyntheticJournal", "Migrations",
        "PostgreSQL", "SplitMix", "Exchange", "ProcessEngine", "FEEL",
      ], swiftSettings: strict),
    .testTarget(
      name: "MonitorCommandTests",
      dependencies: [
        "MonitorCommand", "MonitorPages", "MonitorStorage", "Monitoring", "SyntheticJournal",
        "Terminal",
        "Hyperlinks", "Exchange",
        "ProcessEngine", "BPMN", "FEEL", hummingbird, hummingbirdTesting,
      ], exclude: ["Snapshots"], swiftSettings: strict),
    .testTarget(
      name: "MonitorPagesTests",
      dependencies: [
        "MonitorPages", "Monitoring", "SyntheticJournal", "WebPages", "Exchange",
        "ProcessEngine", "BPMN", "FEEL", hummingbird, hummingbirdTesting, logging,
      ], swiftSettings: strict),
    .testTarget(name: "TerminalTests", dependencies: ["Terminal", "FEEL"], swiftSettings: strict),
    .testTarget(
      name: "PartyAPITests",
      dependencies: [
        "Hyperlinks",
        "Telemetry", metrics,
        "Access", "AccessFakes", "AccessTable", "PartyAPI", "Participant", "Exchange",
        "ProcessEngine", "FEEL",
        "Ordering",
        crypto, jwt, hummingbird, hummingbirdTesting, lifecycleTesting,
      ], swiftSettings: strict),
    .testTarget(
      name: "WebPagesTests", dependencies: ["WebPages", "FEEL", hummingbird], swiftSettings: strict),
    .testTarget(
      name: "PartyPagesTests",
      dependencies: [
        "WebPages",
        "PartyPages", "Access", "AccessFakes", "AccessTable", "PartyAPI", "Participant", "Exchange",
        "ProcessEngine", "BPMN",
        "FEEL", "Ordering", hummingbird, hummingbirdTesting,
      ], swiftSettings: strict),
    .testTarget(
      name: "PartyCommandTests",
      dependencies: [
        "Access", "PartyCommand", "PartyAPI", "Terminal", "Participant", "FEEL", configuration,
        arguments,
        logging, httpClient, hummingbird, hummingbirdTesting,
      ], swiftSettings: strict),
    .testTarget(
      name: "RehearsalTests",
      dependencies: ["Rehearsal", "Settings", "Ordering", "FEEL", "SplitMix"],
      swiftSettings: strict),
    .testTarget(
      name: "StorageTests",
      dependencies: [
        "Access", "Storage", "StoreConformance", "Migrations", "PostgreSQL", "Ordering",
        "Participant",
        "Exchange", "ProcessEngine", "FEEL",
      ], swiftSettings: strict),
    .testTarget(
      name: "MigrationsTests", dependencies: ["Migrations", "PostgreSQL"], swiftSettings: strict),
    .testTarget(
      name: "MessagingTests",
      dependencies: [
        "Messaging", "BrokerConformance", "Participant", "Exchange", "ProcessEngine", "BPMN",
        "FEEL",
        "RabbitMQ", logging,
      ], swiftSettings: strict),
    .testTarget(
      name: "EndToEndTests",
      dependencies: [
        "client", "supplier", "monitor", "MonitorStorage", "Monitoring", "SyntheticJournal",
        "Exchange", "PostgreSQL", "RabbitMQ", "FEEL",
      ], swiftSettings: strict),
    .testTarget(
      name: "TelemetryTests", dependencies: ["Telemetry", metrics], swiftSettings: strict),
    .testTarget(name: "SQLiteTests", dependencies: ["SQLite"], swiftSettings: strict),
    .testTarget(
      name: "PostgreSQLTests", dependencies: ["PostgreSQL", "SplitMix"], swiftSettings: strict),
    .testTarget(name: "RabbitMQTests", dependencies: ["RabbitMQ"], swiftSettings: strict),
  ]
)
