import RabbitMQ
import Testing

@Suite struct ConfigurationTests {
  @Test func `a full URL sets every part`() throws {
    let configuration = try Connection.Configuration(
      url: "amqps://cl%40ient:s%3Acret%2F@broker.example:5999/or%2Fders"
        + "?cacertfile=%2Fca.pem&certfile=c.pem&keyfile=k.pem&heartbeat=7"
        + "&connection_timeout=2500&channel_max=16")
    #expect(configuration.host == "broker.example")
    #expect(configuration.port == 5_999)
    #expect(configuration.virtualHost == "or/ders")
    #expect(configuration.heartbeat == .seconds(7))
    #expect(configuration.connectTimeout == .milliseconds(2_500))
    #expect(configuration.maximumChannels == 16)
    #expect(configuration.tls?.certificateAuthorityFile == "/ca.pem")
    #expect(configuration.tls?.certificateFile == "c.pem")
    #expect(configuration.tls?.privateKeyFile == "k.pem")
    guard case .plain("cl@ient", "s:cret/") = configuration.credentials else {
      Issue.record("\(configuration.credentials)")
      return
    }
  }

  @Test(arguments: [
    ("amqp://", "localhost", 5_672, "/"), ("amqp://h", "h", 5_672, "/"),
    ("amqp://h/", "h", 5_672, "/"), ("amqp://h:1/%2f", "h", 1, "/"),
    ("AMQP://u@h/v", "h", 5_672, "v"), ("amqp://u:p@[::1]:77/", "::1", 77, "/"),
    ("amqp://[::1]", "::1", 5_672, "/"), ("amqps://h?cacertfile=f", "h", 5_671, "/"),
  ])
  func `parts that are left out have defaults`(
    _ url: String, _ host: String, _ port: UInt16, _ virtualHost: String
  ) throws {
    let configuration = try Connection.Configuration(url: url)
    #expect(configuration.host == host)
    #expect(configuration.port == port)
    #expect(configuration.virtualHost == virtualHost)
  }

  @Test(arguments: [
    "", "http://h", "amqp:/h", "amqp://h:port", "amqp://h:99999", "amqp://h:0", "amqp://%zz",
    "amqp://h/%2", "amqp://h/%ff", "amqp://[::1", "amqp://h?heartbeat=0", "amqp://h?colour=red",
    "amqps://h", "amqps://h?cacertfile=f&verify=verify_none", "amqp://h?auth_mechanism=external",
    "amqps://h?cacertfile=f&certfile=c", "amqp://h?channel_max=0", "amqp://h/a%00b",
  ])
  func `an unusable URL is refused`(_ url: String) {
    #expect(throws: RabbitMQError.self) { try Connection.Configuration(url: url) }
  }

  @Test func `no description shows the password`() throws {
    let configuration = try Connection.Configuration(url: "amqp://user:hush@h/v")
    var dumped = ""
    dump(configuration, to: &dumped)
    dump(configuration.credentials, to: &dumped)
    let texts = [
      "\(configuration)", String(reflecting: configuration), "\(configuration.credentials)",
      String(reflecting: configuration.credentials), dumped,
    ]
    for text in texts { #expect(!text.contains("hush")) }
    #expect("\(configuration)" == "amqp://user@h:5672/v")
    let error = #expect(throws: RabbitMQError.self) {
      try Connection.Configuration(url: "amqp://user:hush@h:port/v")
    }
    #expect(!"\(String(describing: error))".contains("hush"))
  }
}
