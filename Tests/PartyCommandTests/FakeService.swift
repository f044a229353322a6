import FEEL
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Synchronization

/// A service on a port of its own that answers as the test says, and remembers what it was asked.
final class FakeService: Sendable {
  struct Asked: Sendable, Hashable {
    let method: String
    /// With the query.
    let path: String
    let body: Value
    let user: String?
    let groups: String?
    let key: String?
    /// The bearer token.
    let token: String?
  }

  struct Answer: Sendable {
    var status: Int
    var body: String

    init(_ body: String, status: Int = 200) {
      self.body = body
      self.status = status
    }
  }

  private let answers: Mutex<[String: [Answer]]>
  private let log = Mutex<[Asked]>([])

  /// - Parameter answers: by method and path without query; the last one of a list is given again and again.
  private init(_ answers: [String: [Answer]]) { self.answers = Mutex(answers) }

  var asked: [Asked] { log.withLock { $0 } }

  /// Serves while `body` runs.
  static func run<Result: Sendable>(
    _ answers: [String: [Answer]], _ body: @Sendable (FakeService, String) async throws -> Result
  ) async throws -> Result {
    let service = FakeService(answers)
    let router = Router()
    for method in [HTTPRequest.Method.get, .post, .put, .delete] {
      router.on("/**", method: method) { request, _ in try await service.answer(request) }
    }
    let app = Application(
      router: router, configuration: .init(address: .hostname("127.0.0.1", port: 0)))
    return try await app.test(.live) { client in
      try await body(service, "http://127.0.0.1:\(client.port ?? 0)")
    }
  }

  private func answer(_ request: Request) async throws -> Response {
    let bytes = Array(buffer: try await request.body.collect(upTo: 1 << 20))
    let text = String(decoding: bytes, as: UTF8.self)
    let body: Value
    do { body = bytes.isEmpty ? .null : try Value(json: bytes) } catch { body = .string(text) }
    log.withLock { log in
      log.append(
        Asked(
          method: request.method.rawValue, path: request.uri.string, body: body,
          user: field("Duet-User", of: request), groups: field("Duet-Groups", of: request),
          key: field("Idempotency-Key", of: request),
          token: field("Authorization", of: request).map { $0.replacing("Bearer ", with: "") }))
    }
    let answer = answers.withLock { answers in
      let key = "\(request.method.rawValue) \(request.uri.path)"
      guard let list = answers[key], let first = list.first else {
        return Answer("{}", status: 404)
      }
      if list.count > 1 { answers[key] = Array(list.dropFirst()) }
      return first
    }
    return Response(
      status: HTTPResponse.Status(code: answer.status), headers: [.contentType: "application/json"],
      body: ResponseBody(byteBuffer: ByteBuffer(string: answer.body)))
  }

  private func field(_ name: String, of request: Request) -> String? {
    HTTPField.Name(name).flatMap { request.headers[$0] }
  }
}
