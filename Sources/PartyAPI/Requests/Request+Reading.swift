import FEEL
package import HTTPTypes
import Hummingbird
import NIOCore
import ProcessEngine

extension Request {
  /// The whole body.
  ///
  /// - Throws: `too-large`.
  func bytes(limit: Int = PartyRequestContext.bodyLimit) async throws -> [UInt8] {
    if let length = headers[.contentLength].flatMap({ Int($0) }), length > limit {
      throw Problem.tooLarge
    }
    return Array(buffer: try await body.collect(upTo: limit))
  }

  /// The body as a JSON object. It must say that it is JSON: a page of another site cannot send that without being asked
  /// for it first.
  ///
  /// - Parameter isOptional: whether no body at all is taken for an empty object.
  func object(isOptional: Bool = false) async throws -> Context {
    let bytes = try await bytes()
    if bytes.isEmpty && isOptional { return Context() }
    try requireMediaType("application/json")
    do {
      return try Context(json: bytes)
    } catch {
      throw Problem(
        .malformedJSON, "The body cannot be read as a JSON object. \(error)",
        members: ["offset": .number(error.offset)])
    }
  }

  /// - Throws: `unsupported-media-type`.
  func requireMediaType(_ wanted: String) throws(Problem) {
    let given = headers[.contentType] ?? ""
    let type = given.split(separator: ";").first.map { String($0).trimmed.lowercased() }
    guard type == wanted else {
      throw Problem(
        .unsupportedMediaType,
        "Send \(wanted) and say so in Content-Type; it is \(given.isEmpty ? "missing" : given).")
    }
  }

  /// Who acts, as far as the request says so.
  ///
  /// - Throws: `actor-missing`.
  func actor() throws(Problem) -> Actor {
    guard let user = headers[.duetUser]?.trimmed, !user.isEmpty, user.count <= 100 else {
      throw Problem(
        .actorMissing,
        "Say who acts in the header Duet-User, and the groups in Duet-Groups, separated by commas.")
    }
    let groups = (headers[.duetGroups] ?? "").split(separator: ",").map { String($0).trimmed }
    return Actor(user: user, groups: groups.filter { !$0.isEmpty })
  }
}

extension HTTPField.Name {
  // Both names consist of token characters only.
  package static let duetUser = HTTPField.Name("Duet-User")!
  package static let duetGroups = HTTPField.Name("Duet-Groups")!
  package static let idempotencyKey = HTTPField.Name("Idempotency-Key")!
}

extension PartyRequestContext {
  /// A part of the path that varies.
  func name(_ parameter: String) throws(Problem) -> String {
    guard let name = parameters.get(parameter).flatMap({ PercentEncoding.decode($0) }) else {
      throw Problem(.badRequest, "The path is not properly percent-encoded.")
    }
    return name
  }
}

extension Response {
  static func json(
    _ value: Value, status: HTTPResponse.Status = .ok, headers: HTTPFields = [:]
  ) -> Response {
    var headers = headers
    headers[.contentType] = "application/json"
    headers[.cacheControl] = "no-store"
    return Response(
      status: status, headers: headers,
      body: ResponseBody(byteBuffer: ByteBuffer(bytes: value.json())))
  }
}
