import Access
import FEEL
import FoundationEssentials
import Logging
import Participant
import PartyAPI
import PartyCommand
import Testing

struct ConfigurationTests {
  private let least = [
    "DUET_DATABASE_URL": "postgresql://duet:hush@db:5432/client?sslmode=require",
    "DUET_AMQP_URL": "amqp://duet:hush@broker:5672/v",
  ]

  private func read(_ more: [String: String]) async throws -> PartyConfiguration {
    try await PartyConfiguration(
      ClientProgram.self, environment: least.merging(more) { _, new in new })
  }

  private func complaint(_ more: [String: String]) async throws -> String {
    do {
      _ = try await read(more)
      return ""
    } catch let error as ConfigurationError { return error.description }
  }

  @Test func `two URLs are enough`() async throws {
    let configuration = try await read([:])
    #expect(configuration.program == "client")
    #expect(configuration.httpHost == "127.0.0.1")
    #expect(configuration.httpPort == 8401)
    #expect(configuration.pool == "Client")
    #expect(configuration.bpmn == "bpmn/order.bpmn")
    #expect(configuration.forms == "bpmn/forms")
    #expect(configuration.migrations == "migrations")
    #expect(configuration.lanes == 2)
    #expect(configuration.parkedLimit == .seconds(600))
    #expect(configuration.logLevel == .info)
    #expect(configuration.logFormat == .text)
    let supplier = try await PartyConfiguration(SupplierProgram.self, environment: least)
    #expect(supplier.httpPort == 8402)
    #expect(supplier.pool == "Supplier")
  }

  @Test func `every setting can be set by its variable`() async throws {
    let configuration = try await read([
      "DUET_HTTP_HOST": "::1", "DUET_HTTP_PORT": "9000", "DUET_BPMN": "/m/o.bpmn",
      "DUET_POOL": "Buyer",
      "DUET_FORMS": "/f", "DUET_MIGRATIONS": "/s", "DUET_LANES": "16", "DUET_PARKED_LIMIT": "90s",
      "DUET_LOG_LEVEL": "debug", "DUET_LOG_FORMAT": "json",
    ])
    #expect(configuration.httpHost == "::1")
    #expect(configuration.httpPort == 9000)
    #expect(configuration.bpmn == "/m/o.bpmn")
    #expect(configuration.pool == "Buyer")
    #expect(configuration.forms == "/f")
    #expect(configuration.migrations == "/s")
    #expect(configuration.lanes == 16)
    #expect(configuration.parkedLimit == .seconds(90))
    #expect(configuration.logLevel == .debug)
    #expect(configuration.logFormat == .json)
  }

  @Test(arguments: [
    ("DUET_DATABASE_URL", ""), ("DUET_AMQP_URL", ""), ("DUET_HTTP_PORT", "http"),
    ("DUET_HTTP_PORT", "0"),
    ("DUET_HTTP_PORT", "65536"), ("DUET_HTTP_HOST", "a b"), ("DUET_ACCESS", "open"),
    ("DUET_TRUSTED_PROXIES", "10.0.0.1,proxy"), ("DUET_PROXY_HEADER", "x-real-ip"),
    ("DUET_SESSION_HOURS", "0"), ("DUET_DECISION_GRACE", "soon"),
    ("DUET_LANES", "17"), ("DUET_LANES", "two"), ("DUET_PARKED_LIMIT", "10"),
    ("DUET_PARKED_LIMIT", "PT0S"),
    ("DUET_LOG_LEVEL", "loud"), ("DUET_LOG_FORMAT", "xml"), ("DUET_CLOCK", "2026-11-21T08:00:00Z"),
    ("DUET_CLOCK", "tomorrow@2"), ("DUET_CLOCK", "2026-11-21T08:00:00Z@0"),
    ("DUET_DATABASE_URL_FILE", "/nowhere/at/all"), ("DUET_CONFIG", "/nowhere/at/all"),
  ])
  func `a missing or wrong value is one sentence that names its variable`(
    name: String, value: String
  ) async throws {
    var more = [name: value]
    if name == "DUET_DATABASE_URL_FILE" { more["DUET_DATABASE_URL"] = "" }
    let complaint = try await complaint(more)
    #expect(complaint.hasPrefix(name))
    #expect(complaint.hasSuffix("."))
    #expect(!complaint.contains("hush"))
  }

  @Test func `who asks is found out unless the party is told to believe everybody`() async throws {
    let configuration = try await read([:])
    #expect(configuration.access == .local)
    #expect(configuration.sessionLimits == SessionLimits(hours: 12))
    #expect(configuration.decisionGrace == .seconds(10))
    #expect(configuration.issuer == nil)
    #expect(try await read(["DUET_HTTP_HOST": "0.0.0.0"]).httpHost == "0.0.0.0")
    #expect(try await read(["DUET_DECISION_GRACE": "0s"]).decisionGrace == .zero)
    #expect(try await read([:]).proxies == .none)
    let proxies = ["DUET_TRUSTED_PROXIES": "10.0.0.5, fd00::/8", "DUET_PROXY_HEADER": "forwarded"]
    let ranges = ["10.0.0.5", "fd00::/8"].compactMap { AddressRange($0) }
    #expect(try await read(proxies).proxies == TrustedProxies(ranges, header: .forwarded))
    #expect(try await read(["DUET_ACCESS": "trust"]).access == .trust)
    let trusting = ["DUET_ACCESS": "trust", "DUET_HTTP_HOST": "0.0.0.0"]
    #expect(try await complaint(trusting).hasPrefix("DUET_HTTP_HOST must be an address of this"))
  }

  @Test func `an issuer is named in full`() async throws {
    var settings = ["DUET_ACCESS": "oidc"]
    #expect(try await complaint(settings).hasPrefix("DUET_OIDC_ISSUER is missing"))
    settings["DUET_OIDC_ISSUER"] = "http://issuer.example"
    #expect(try await complaint(settings).hasPrefix("DUET_OIDC_ISSUER must begin with https"))
    settings["DUET_OIDC_ISSUER"] = "https://issuer.example"
    #expect(try await complaint(settings).hasPrefix("DUET_OIDC_AUDIENCE is missing"))
    settings["DUET_OIDC_AUDIENCE"] = "duet"
    #expect(
      try await read(settings).issuer
        == TokenIssuer(issuer: "https://issuer.example", audience: "duet"))
    settings["DUET_OIDC_ISSUER"] = "http://127.0.0.1:9400"
    settings["DUET_OIDC_ROLES_CLAIM"] = "realm_access.roles"
    #expect(try await read(settings).issuer?.rolesClaim == "realm_access.roles")
  }

  @Test func `people sign in at a provider where this party is its client`() async throws {
    var settings = ["DUET_ACCESS": "oidc", "DUET_OIDC_ISSUER": "https://login.example/realms/a"]
    settings["DUET_OIDC_AUDIENCE"] = "api"
    #expect(try await read(settings).openIDClient == nil)
    settings["DUET_OIDC_CLIENT_SECRET"] = "s"
    #expect(try await complaint(settings).hasPrefix("DUET_OIDC_CLIENT_ID is missing"))
    settings["DUET_OIDC_CLIENT_ID"] = "duet"
    settings["DUET_HTTP_PORT"] = "9001"
    #expect(
      try await read(settings).openIDClient
        == OpenIDClient(
          id: "duet", secret: "s", publicURL: "http://127.0.0.1:9001",
          providerName: "login.example"))

    settings["DUET_OIDC_AUDIENCE"] = nil
    #expect(try await read(settings).issuer?.audience == "duet")
    settings["DUET_HTTP_HOST"] = "0.0.0.0"
    #expect(try await complaint(settings).hasPrefix("DUET_PUBLIC_URL is missing"))
    for url in [
      "orders.example.com", "http://orders.example.com", "https://a.example/path",
      "https://a.example?x", "https://a@b.example",
    ] {
      settings["DUET_PUBLIC_URL"] = url
      #expect(
        try await complaint(settings).hasPrefix("DUET_PUBLIC_URL must be https:// and a host"))
    }
    settings["DUET_PUBLIC_URL"] = "https://orders.example.com/"
    settings["DUET_OIDC_NAME"] = "Werkpass"
    settings["DUET_OIDC_SCOPES"] = "openid roles"
    let client = try await read(settings).openIDClient
    #expect(client?.publicURL == "https://orders.example.com")
    #expect(client?.providerName == "Werkpass")
    #expect(client?.scopes == "openid roles")
    settings["DUET_OIDC_SCOPES"] = "profile"
    #expect(try await complaint(settings).hasPrefix("DUET_OIDC_SCOPES must have openid"))
  }

  @Test func `passwords cost what they should unless a test asks for less`() async throws {
    #expect(try await read([:]).passwordCost == .standard)
    #expect(try await read(["DUET_PASSWORD_COST": "least"]).passwordCost == .least)
    let wrong = try await complaint(["DUET_PASSWORD_COST": "none"])
    #expect(wrong.hasPrefix("DUET_PASSWORD_COST must be one of standard, least"))
  }

  @Test func `a clock for demonstrations needs to know when it started`() async throws {
    let clock = ["DUET_CLOCK": "2026-11-21T08:00:00Z@3600"]
    #expect(try await complaint(clock).hasPrefix("DUET_CLOCK_EPOCH is missing"))
    let wrong = try await complaint(clock.merging(["DUET_CLOCK_EPOCH": "now"]) { $1 })
    #expect(wrong.hasPrefix("DUET_CLOCK_EPOCH must be"))
    let started = try await read(
      clock.merging(["DUET_CLOCK_EPOCH": "\(Date().timeIntervalSince1970)"]) { $1 })
    #expect(started.clock.now.description.hasPrefix("2026-11-21"))
  }

  @Test
  func `a file gives what the environment does not, and secrets may lie in files of their own`()
    async throws
  {
    let folder = FileManager.default.temporaryDirectory.appending(path: "duet-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { do { try FileManager.default.removeItem(at: folder) } catch { Issue.record(error) } }
    let secret = folder.appending(path: "url")
    try "postgresql://a:b@c/d\n".write(to: secret, atomically: true, encoding: .utf8)
    let file = folder.appending(path: "duet.json")
    let text = """
      {"database": {"urlFile": "\(secret.path())"}, "amqp": {"url": "amqp://x"}, "http": {"port": 9001},
       "lanes": 3, "parkedLimit": "PT1M"}
      """
    try text.write(to: file, atomically: true, encoding: .utf8)
    let configuration = try await PartyConfiguration(
      ClientProgram.self, environment: ["DUET_CONFIG": file.path(), "DUET_LANES": "4"])
    #expect(configuration.databaseURL.revealed == "postgresql://a:b@c/d")
    #expect(configuration.amqpURL.revealed == "amqp://x")
    #expect(configuration.httpPort == 9001)
    #expect(configuration.lanes == 4)
    #expect(configuration.parkedLimit == .seconds(60))

    try #"{"lanes": 2.5}"#.write(to: file, atomically: true, encoding: .utf8)
    #expect(
      try await complaint(["DUET_CONFIG": file.path()]).hasPrefix("DUET_LANES must be a text"))
    try "lanes: 3".write(to: file, atomically: true, encoding: .utf8)
    #expect(
      try await complaint(["DUET_CONFIG": file.path()]).hasPrefix("DUET_CONFIG names the file"))
  }

  @Test func `secrets are not printed`() async throws {
    let configuration = try await read([:])
    #expect("\(configuration.databaseURL)" == "postgresql://…@db:5432/client")
    var dumped = ""
    dump(configuration, to: &dumped)
    #expect(!dumped.contains("hush"))
    #expect(!"\(configuration)".contains("hush"))
    #expect("\(Secret("host=db password=hush"))" == "…")
  }

  @Test func `the documentation has every setting, in this order`() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let page = try String(
      contentsOf: root.appending(path: "docs/configuration.md"), encoding: .utf8)
    let rows = page.split(separator: "\n").prefix { !$0.hasPrefix("## ") }.filter {
      $0.hasPrefix("| `")
    }
    let documented = rows.map {
      $0.split(separator: "|").prefix(2).map { $0.filter { $0 != "`" && $0 != " " } }
    }
    #expect(documented == Setting.allCases.map { [$0.variable, $0.rawValue] })
  }

  @Test func `run stops at a wrong configuration with exit code 64`() async {
    let outcome = await Client.outcome(["run"], environment: ["DUET_AMQP_URL": "amqp://x"])
    #expect(outcome.code == 64)
    #expect(outcome.messages.hasPrefix("Error: DUET_DATABASE_URL is missing"))
  }

  @Test(arguments: [
    ("90s", 90), ("1h", 3600), ("1h30m", 5400), ("2d", 172_800), ("PT5M", 300), ("P1DT1S", 86_401),
    ("5min", 300),
  ])
  func `a length of time is read as people write it`(text: String, seconds: Int) {
    #expect(DurationText(text)?.duration == .seconds(seconds))
  }

  @Test(arguments: ["", "1", "h", "1x", "-1s", "1 h", "PT", "1.5h", "99999999999s"])
  func `other texts are no lengths of time`(text: String) { #expect(DurationText(text) == nil) }
}
