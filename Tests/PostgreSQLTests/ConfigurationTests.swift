import PostgreSQL
import Testing

struct ConfigurationTests {
  @Test func `a URL gives every part`() throws {
    let url =
      "postgresql://ann:p%40ss%2Fw@db.example:6432/orders?sslmode=verify-full&sslrootcert=/ca.pem"
      + "&application_name=client&connect_timeout=3&statement_timeout=500&lock_timeout=20"
      + "&idle_in_transaction_session_timeout=1000"
    let configuration = try Connection.Configuration(url: url)
    #expect(
      configuration
        == Connection.Configuration(
          host: "db.example", port: 6432, user: "ann", password: "p@ss/w", database: "orders",
          tlsMode: .verifyFull, rootCertificate: "/ca.pem", applicationName: "client",
          connectTimeout: .seconds(3), statementTimeout: .milliseconds(500),
          lockTimeout: .milliseconds(20), idleInTransactionTimeout: .seconds(1)))
  }

  @Test func `what a URL leaves out has a default`() throws {
    let configuration = try Connection.Configuration(url: "postgres://ann@[::1]")
    #expect(configuration.host == "::1")
    #expect(configuration.port == 5432)
    #expect(configuration.database == "ann")
    #expect(configuration.password == nil)
    let local = try Connection.Configuration(url: "postgresql://ann@/x?host=/run/postgresql")
    #expect(local.host == "/run/postgresql")
  }

  @Test(arguments: [
    "", "orders", "http://ann@localhost", "postgresql://localhost/orders", "postgresql://ann@h:0/x",
    "postgresql://ann@h:70000/x", "postgresql://ann@h/x?sslmode=secret",
    "postgresql://ann@h/x?surprise=secret", "postgresql://ann@h/x?lock_timeout=secret",
    "postgresql://ann:secret@ h",
  ])
  func `a wrong URL is refused without quoting it`(url: String) {
    let error = #expect(throws: PostgreSQLError.self) { try Connection.Configuration(url: url) }
    guard case .invalidArgument = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(error?.description.contains("secret") == false)
  }

  @Test func `the password is never printed`() throws {
    let configuration = try Connection.Configuration(url: "postgresql://ann:hush@db/orders")
    var dumped = ""
    dump([configuration], to: &dumped)
    for text in [
      "\(configuration)", String(reflecting: configuration), "\([configuration])", dumped,
    ] {
      #expect(!text.contains("hush"))
      #expect(text.contains("postgresql://ann:***@db:5432/orders"))
    }
  }
}
