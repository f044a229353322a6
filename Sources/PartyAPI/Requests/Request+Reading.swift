import FEEL
package import HTTPTypes
import Hummingbird
import Hyperlinks
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
      let object = try Context(json: bytes)
      guard !Value.context(object).hasNullCharacter else {
        throw Problem(.invalidBody, "The body has the character U+0000, which cannot be kept.")
      }
      return object
    } catch let error as JSONError {
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
}

extension Value {
  /// Whether a text or a key inside has the one character that a database cannot keep in a text.
  fileprivate var hasNullCharacter: Bool {
    switch self {
    case .string(let text): text.utf8.contains(0)
    case .list(let list): list.contains(where: \.hasNullCharacter)
    case .context(let context):
      context.entries.contains { $0.key.utf8.contains(0) || $0.value.hasNullCharacter }
    default: false
    }
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
    guard name.utf8.count <= 400,
      !name.unicodeScalars.contains(where: { $0.properties.generalCategory == .control })
    else {
      throw Problem(.badRequest, "The path has a part that is no name of anything.")
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
