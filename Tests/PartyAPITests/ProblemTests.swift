import FEEL
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Hyperlinks
import Participant
import PartyAPI
import Testing

struct ProblemTests {
  private let service = Service()

  private func expect(
    _ answer: Service.Answer, _ type: ProblemType, sourceLocation: SourceLocation = #_sourceLocation
  ) {
    #expect(answer.status == type.status.code, sourceLocation: sourceLocation)
    #expect(
      answer.headers[.contentType] == "application/problem+json", sourceLocation: sourceLocation)
    #expect(answer.json["type"] == .string(type.uri), sourceLocation: sourceLocation)
    #expect(answer.json["status"] == .number(type.status.code), sourceLocation: sourceLocation)
    #expect(answer.json["title"] == .string(type.title), sourceLocation: sourceLocation)
    #expect(answer.json["detail"].string?.isEmpty == false, sourceLocation: sourceLocation)
  }

  @Test(arguments: ["/", "/order", "/orders/a/b/c", "/health/dead"])
  func `what is not there is a problem too`(path: String) async throws {
    expect(try await service.ask(.get, path), .noSuchRoute)
  }

  @Test func `a method that a path does not take is refused with those that it takes`() async throws
  {
    let answer = try await service.ask(.delete, "/orders")
    expect(answer, .methodNotAllowed)
    #expect(answer.headers[.allow] == "GET, POST")
    #expect(try await service.ask(.head, "/health").status == 200)
  }

  @Test(arguments: ["", "{", "[]", "{\"a\": 1, \"a\": 2}", "\u{0}", "{\"a\": \"\\ud800\"}"])
  func `a body that is no JSON object is refused`(body: String) async throws {
    let answer = try await service.ask(.post, "/orders", body: body)
    expect(answer, .malformedJSON)
    #expect(answer.json["offset"].integer != nil)
  }

  @Test func `a body that does not say that it is JSON is refused`() async throws {
    expect(
      try await service.ask(.post, "/orders", body: "{}", type: "text/plain"), .unsupportedMediaType
    )
    expect(try await service.ask(.post, "/orders", body: "{}", type: nil), .unsupportedMediaType)
  }

  @Test func `a body above the limit is refused`() async throws {
    let body =
      "{\"note\": \"" + String(repeating: "x", count: PartyRequestContext.bodyLimit) + "\"}"
    expect(try await service.ask(.post, "/orders", body: body), .tooLarge)
  }

  @Test func `a path with a broken escape is refused`() async throws {
    expect(try await service.ask(.get, "/orders/%zz"), .badRequest)
  }

  @Test func `an unreachable database asks for patience`() async throws {
    service.records.with { $0.failure = .unavailable("connection refused") }
    let answer = try await service.ask(.get, "/orders")
    expect(answer, .unavailable)
    #expect(answer.headers[.retryAfter] == "2")
    #expect(!answer.text.contains("refused"))
  }

  @Test func `a damaged store does not show its insides`() async throws {
    service.records.with { $0.failure = .broken("column secret") }
    let answer = try await service.ask(.get, "/orders")
    expect(answer, .internalError)
    #expect(!answer.text.contains("secret"))
  }

  @Test func `an overloaded party asks for patience`() async throws {
    service.desk.with {
      $0.failure = .unavailable(reason: "Too much waits.", retryAfter: .seconds(7))
    }
    let answer = try await service.ask(.post, "/quarantine/x/replay")
    expect(answer, .messageNotFound)
    service.records.with { $0.quarantine = [Sample.quarantineRow] }
    let busy = try await service.ask(.post, "/quarantine/01997e6a/replay")
    expect(busy, .unavailable)
    #expect(busy.headers[.retryAfter] == "7")
  }

  @Test func `over a socket the host that was asked for counts`() async throws {
    let app = Application(
      router: partyRouter(service.routes),
      configuration: .init(address: .hostname("127.0.0.1", port: 0)))
    try await app.test(.live) { client in
      let own = try await client.execute(uri: "/health/live", method: .get)
      #expect(own.status == .ok)
      let port = client.port ?? 0
      let foreign = try await TestClient.withClient(host: "127.0.0.1", port: port) { client in
        try await client.execute(
          TestClient.Request("/health/live", method: .get, authority: "shop.example:8401"))
      }
      #expect(foreign.status == .misdirectedRequest)
    }
  }

  @Test(arguments: ["localhost", "127.0.0.1", "127.3.2.1", "::1", "LOCALHOST"])
  func `the machine's own names are its own`(host: String) { #expect(Loopback.contains(host)) }

  @Test(arguments: ["example.com", "127.0.0.1.example.com", "10.0.0.1", "", "128.0.0.1", "127.0.0"])
  func `other names are not`(host: String) { #expect(!Loopback.contains(host)) }

  @Test(arguments: ["PO 1/ä%", "", "a-b_c.d~"])
  func `what is encoded decodes to itself`(text: String) {
    #expect(PercentEncoding.decode(PercentEncoding.encode(text)) == text)
  }
}
