import AsyncHTTPClient
import FEEL
import FoundationEssentials
import Hyperlinks
import NIOCore
import NIOHTTP1
import PartyAPI
import Terminal

/// Asks the HTTP interface of a running party.
struct ServiceClient: Sendable {
  let base: String
  private let program: String
  /// The bearer token; nil for somebody who has not signed in.
  private var token: String?

  /// - Parameters:
  ///   - url: as it was given; nil for what the environment says, or where the program listens usually.
  init(_ program: any PartyProgram.Type, url: String?, console: Console) throws {
    var base = url ?? console.variable("DUET_URL") ?? program.url
    while base.hasSuffix("/") { base.removeLast() }
    guard let parts = URL(string: base), parts.scheme == "http" || parts.scheme == "https",
      parts.host()?.isEmpty == false
    else {
      throw CommandError(
        .usage, "\(base) is no URL of a service: write --url \(program.url), or set DUET_URL so.")
    }
    self.base = base
    self.program = program.name
    token = try TokenStore(console: console).token(for: base)
  }

  /// The same service, asked with this token instead of the kept one; nil for none.
  func bearing(_ token: String?) -> ServiceClient {
    var client = self
    client.token = token
    return client
  }

  /// A request on its way.
  struct Call: Sendable {
    var method = Method.get
    /// With encoded parts.
    var path: String
    var query: [(String, String?)] = []
    var body: Body?
    var person: Person?
    var idempotencyKey: String?
    /// Only do it while what is changed has this revision.
    var revision: Int?
    var timeout = Duration.seconds(30)
  }

  enum Method: String, Sendable {
    case get = "GET"
    case post = "POST"
    case put = "PUT"
    case delete = "DELETE"
  }

  enum Body: Sendable {
    case json(Value)
    case csv([UInt8])
  }

  /// The answer's body.
  ///
  /// - Throws: `CommandError` with what the service answered, or that it cannot be reached.
  func send(_ call: Call) async throws -> Value {
    let (status, bytes) = try await answer(to: call)
    let value: Value
    do { value = try Value(json: bytes) } catch { throw stranger(status) }
    guard (200...299).contains(status) else {
      throw CommandError(problem: value.context ?? Context(), httpStatus: status)
    }
    return value
  }

  /// The answer's body, which need not be JSON.
  ///
  /// - Throws: as `send`.
  func fetch(_ call: Call) async throws -> [UInt8] {
    let (status, bytes) = try await answer(to: call)
    guard !(200...299).contains(status) else { return bytes }
    let problem: Value
    do { problem = try Value(json: bytes) } catch { throw stranger(status) }
    throw CommandError(problem: problem.context ?? Context(), httpStatus: status)
  }

  /// Who acts, as the service knows them: whoever signed in goes by their token's name.
  ///
  /// - Returns: an empty name for a caller that gives none.
  func actor(_ person: Person) async throws -> String {
    guard token != nil else { return person.user }
    return try await send(.init(path: "/session", person: person))["user"].string ?? person.user
  }

  private func answer(to call: Call) async throws -> (status: Int, bytes: [UInt8]) {
    let request = request(for: call)
    do {
      let nanoseconds = call.timeout.components.seconds * 1_000_000_000
      let response = try await Self.http.execute(
        request, timeout: .nanoseconds(nanoseconds))
      return (
        Int(response.status.code),
        Array(buffer: try await response.body.collect(upTo: Self.answerLimit))
      )
    } catch {
      throw unreachable(error)
    }
  }

  private func stranger(_ status: Int) -> CommandError {
    CommandError(
      .failure, "What answers at \(base) is no \(program) (status \(status)): check --url.")
  }

  /// A service that is not there is told at once, not tried again and again. It lives as long as the process.
  private static let http: HTTPClient = {
    var configuration = HTTPClient.Configuration()
    configuration.connectionPool.retryConnectionEstablishment = false
    configuration.timeout.connect = .seconds(5)
    return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
  }()

  /// The most bytes of an answer.
  private static let answerLimit = 64 * 1024 * 1024

  private func request(for call: Call) -> HTTPClientRequest {
    let query = call.query.compactMap { name, value in
      value.map { "\(name)=\(PercentEncoding.encode($0))" }
    }
    var request = HTTPClientRequest(
      url: base + call.path + (query.isEmpty ? "" : "?" + query.joined(separator: "&")))
    request.method = HTTPMethod(rawValue: call.method.rawValue)
    switch call.body {
    case .json(let value):
      request.headers.add(name: "Content-Type", value: "application/json")
      request.body = .bytes(value.json())
    case .csv(let bytes):
      request.headers.add(name: "Content-Type", value: "text/csv")
      request.body = .bytes(bytes)
    case nil: break
    }
    request.headers.add(name: "User-Agent", value: CommandLineAgent.prefix + program)
    if let token {
      request.headers.add(name: "Authorization", value: "Bearer \(token)")
    }
    if let person = call.person, !person.user.isEmpty {
      request.headers.add(name: "Duet-User", value: person.user)
      if !person.groups.isEmpty { request.headers.add(name: "Duet-Groups", value: person.groups) }
    }
    if let key = call.idempotencyKey { request.headers.add(name: "Idempotency-Key", value: key) }
    if let revision = call.revision {
      request.headers.add(name: "If-Match", value: "\"\(revision)\"")
    }
    return request
  }

  private func unreachable(_ error: any Error) -> CommandError {
    let isLate = (error as? HTTPClientError) == .deadlineExceeded
    let reason = isLate ? "does not answer in time" : "cannot be reached"
    return CommandError(
      .temporary,
      "The \(program) at \(base) \(reason): start it with `\(program) run`, or name another with --url."
    )
  }
}

/// Who acts.
struct Person: Sendable {
  /// Empty for whoever has signed in.
  let user: String
  /// Separated by commas.
  let groups: String

  /// - Parameter isNeeded: false for what a service that believes its callers lets be done without a name.
  /// - Throws: `CommandError` `.usage` when nobody has signed in and no name is given, or a name cannot be sent.
  init(_ options: PersonOptions, console: Console, isNeeded: Bool = true) throws {
    let user = options.user ?? console.variable("DUET_USER") ?? ""
    guard !isNeeded || !user.isEmpty || TokenStore(console: console).isKept else {
      throw CommandError(
        .usage, "Sign in first with `login`, or say who acts: --as NAME, or set DUET_USER.")
    }
    let groups = options.groups ?? console.variable("DUET_GROUPS") ?? ""
    guard (user + groups).unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F }) else {
      throw CommandError(.usage, "The names of people and groups have no control characters.")
    }
    self.user = user
    self.groups = groups
  }
}
