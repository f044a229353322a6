import AsyncHTTPClient
import FEEL
import FoundationEssentials
import NIOCore
import NIOHTTP1

/// One party's HTTP interface, as anybody can use it.
package struct PartyClient: Sendable {
  /// Such as `http://127.0.0.1:8081`.
  let address: String
  private var badges = Badges()

  package init(address: String) { self.address = address }

  /// The same, with everybody signed in.
  ///
  /// - Parameter password: of the operator, who adds the others.
  func signingIn(_ people: [Person], password: String) async throws -> PartyClient {
    var client = self
    client.badges.tokens[Person.operator.name] = try await token(of: .operator, password)
    let before = client
    client.badges.tokens.merge(
      try await withThrowingTaskGroup(of: (String, String).self) { group in
        for person in people {
          group.addTask { (person.name, try await before.employ(person)) }
        }
        return try await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
      }
    ) { $1 }
    return client
  }

  /// Adds somebody as a user and signs them in.
  private func employ(_ person: Person) async throws -> String {
    let answer = try await ask(
      .POST, "/users",
      .json([
        "user": .string(person.name), "name": .string(person.name),
        "roles": .list(person.roles.map { .string($0) }),
        "groups": .list(person.groups.map { .string($0) }),
      ]), headers: badges.headers(of: .operator))
    guard let password = answer.body["password"].string else {
      throw RehearsalError.service("POST \(address)/users", answer.detail)
    }
    return try await token(of: person, password)
  }

  private func token(of person: Person, _ password: String) async throws -> String {
    let answer = try await ask(
      .POST, "/session", .json(["user": .string(person.name), "password": .string(password)]))
    guard let token = answer.body["token"].string else {
      throw RehearsalError.service("POST \(address)/session", answer.detail)
    }
    return token
  }

  struct Answer: Sendable {
    let status: UInt
    let body: Value

    var isSuccess: Bool { (200..<300).contains(status) }
    /// The `detail` of a problem body.
    var detail: String { body["detail"].string ?? body.jsonString }
  }

  private static let timeout = TimeAmount.seconds(10)
  /// How long a service may be away, for example because somebody restarts it.
  private static let patience = Duration.seconds(30)
  private static let answerLimit = 16 << 20

  // MARK: Orders

  /// Places an order and gives its id.
  func place(_ body: Context, key: String, by person: Person) async throws -> String {
    let answer = try await ask(
      .POST, "/orders", .json(body),
      headers: [("Idempotency-Key", key)] + badges.headers(of: person))
    guard answer.isSuccess, let id = answer.body["id"].string else {
      throw RehearsalError.service("POST \(address)/orders", answer.detail)
    }
    return id
  }

  /// Asks to cancel an order. False when it is too late for that.
  func cancel(_ order: String, reason: String, by person: Person) async throws -> Bool {
    try await decide("/orders/\(order)/cancel", ["reason": .string(reason)], by: person)
  }

  /// How many orders run, and how many have ended with each outcome.
  package func standing() async throws -> Standing {
    Standing(try await get("/orders?limit=1")["counts"])
  }

  // MARK: Tasks

  package func openTasks() async throws -> [OpenTask] {
    var tasks: [OpenTask] = []
    var cursor: String?
    repeat {
      let page = try await get("/tasks?limit=500" + (cursor.map { "&cursor=\($0)" } ?? ""))
      tasks += (page["items"].list ?? []).compactMap(OpenTask.init)
      cursor = page["next"].string
    } while cursor != nil
    return tasks
  }

  /// What the task's form begins with; nil when the task is no longer open.
  func defaults(of task: OpenTask) async throws -> Context? {
    let answer = try await ask(.GET, "/tasks/\(task.id)", headers: badges.headers(of: nil))
    guard answer.isSuccess, answer.body["state"].string == "open" else { return nil }
    return answer.body["defaults"].context ?? Context()
  }

  /// False when somebody or something was faster.
  func claim(_ task: OpenTask, by person: Person) async throws -> Bool {
    try await decide("/tasks/\(task.id)/claim", Context(), by: person)
  }

  /// At once: nobody of the rehearsal thinks better of it. False when somebody or something was faster.
  func complete(_ task: OpenTask, with data: Context, by person: Person) async throws -> Bool {
    try await decide(
      "/tasks/\(task.id)/complete", ["data": .context(data), "effectiveAfter": 0], by: person)
  }

  // MARK: Catalogue

  /// Replaces the price list.
  func importCatalogue(_ csv: String, by person: Person) async throws {
    let answer = try await ask(.PUT, "/catalog", .csv(csv), headers: badges.headers(of: person))
    guard answer.isSuccess else {
      throw RehearsalError.service("PUT \(address)/catalog", answer.detail)
    }
  }

  // MARK: HTTP

  private enum Body {
    case none
    case json(Context)
    case csv(String)
  }

  private func get(_ path: String) async throws -> Value {
    let answer = try await ask(.GET, path, headers: badges.headers(of: nil))
    guard answer.isSuccess else {
      throw RehearsalError.service("GET \(address)\(path)", answer.detail)
    }
    return answer.body
  }

  /// A conflict, or that there is no such thing any more, is an answer; everything else that fails is not.
  private func decide(_ path: String, _ body: Context, by person: Person) async throws -> Bool {
    let answer = try await ask(.POST, path, .json(body), headers: badges.headers(of: person))
    switch answer.status {
    case 200..<300: return true
    case 404, 409, 410: return false
    default: throw RehearsalError.service("POST \(address)\(path)", answer.detail)
    }
  }

  /// Asks until there is an answer other than "come back later", or the patience ends.
  private func ask(
    _ method: HTTPMethod, _ path: String, _ body: Body = .none, headers: [(String, String)] = []
  ) async throws -> Answer {
    let deadline = ContinuousClock.now + Self.patience
    while true {
      let problem: String
      do {
        let answer = try await askOnce(method, path, body, headers)
        guard answer.status == 503 || answer.status == 429 else { return answer }
        problem = answer.detail
      } catch let error where !(error is CancellationError || error is JSONError) {
        // The client throws errors of half a dozen types; all mean that the service cannot be reached now.
        problem = "\(error)"
      }
      guard ContinuousClock.now < deadline else {
        throw RehearsalError.service("\(method.rawValue) \(address)\(path)", problem)
      }
      try await Task.sleep(for: .milliseconds(250))
    }
  }

  private func askOnce(
    _ method: HTTPMethod, _ path: String, _ body: Body, _ headers: [(String, String)]
  ) async throws -> Answer {
    var request = HTTPClientRequest(url: address + path)
    request.method = method
    for (name, value) in headers { request.headers.add(name: name, value: value) }
    switch body {
    case .none: break
    case .json(let context):
      request.headers.add(name: "Content-Type", value: "application/json")
      request.body = .bytes(context.json())
    case .csv(let text):
      request.headers.add(name: "Content-Type", value: "text/csv")
      request.body = .bytes(Array(text.utf8))
    }
    let response = try await HTTPClient.shared.execute(request, timeout: Self.timeout)
    let bytes = try await response.body.collect(upTo: Self.answerLimit)
    let content = bytes.readableBytes == 0 ? .null : try Value(json: Array(bytes.readableBytesView))
    return Answer(status: response.status.code, body: content)
  }
}
