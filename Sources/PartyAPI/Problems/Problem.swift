package import FEEL
package import HTTPTypes
import Hummingbird
package import ProcessEngine

/// A request that was not carried out, as the caller is told of it (RFC 9457).
package struct Problem: Error, Sendable {
  package let type: ProblemType
  /// What is wrong with this very request, and what to do, in one or two sentences.
  package let detail: String
  /// Members beside those of RFC 9457: `orderId`, `taskId`, `claimedBy`, `errors`, …
  package var members: Context
  package var headers: HTTPFields

  package init(
    _ type: ProblemType, _ detail: String, members: Context = Context(), headers: HTTPFields = [:]
  ) {
    self.type = type
    self.detail = detail
    self.members = members
    self.headers = headers
  }

  /// A body whose fields are wrong: all of them are named.
  package init(_ type: ProblemType, _ detail: String, errors: [FormError]) {
    self.init(type, detail, members: ["errors": .list(errors.map(\.json))])
  }

  /// The body of the answer.
  package func json(instance: String) -> Context {
    var object = members
    object.merge([
      "type": .string(type.uri), "title": .string(type.title), "status": .number(type.status.code),
      "detail": .string(detail), "instance": .string(instance),
    ])
    return object
  }

  /// - Parameter instance: the path that was asked for.
  func response(instance: String) -> Response {
    var response = Response.json(.context(json(instance: instance)), status: type.status)
    response.headers[.contentType] = "application/problem+json"
    response.headers.append(contentsOf: headers)
    return response
  }
}

extension FormError {
  fileprivate var json: Value {
    .context(
      Context(compact: [("field", field.map { .string($0) }), ("message", .string(message))]))
  }
}
