package import FEEL
package import HTTPTypes
import Hummingbird
package import ProcessEngine

/// A request that was not carried out, as the caller is told of it (RFC 9457).
package struct Problem: Error, Sendable {
  package let type: ProblemType
  /// What is wrong with this very request, and what to do, in one or two sentences.
  package let detail: String
  /// Members beside those of RFC 9457 and `errors`: `orderId`, `taskId`, `claimedBy`, …
  package var members: Context
  /// Everything that is wrong with single fields, or with several of them together.
  package let errors: [FormError]
  package var headers: HTTPFields

  package init(
    _ type: ProblemType, _ detail: String, members: Context = Context(), errors: [FormError] = [],
    headers: HTTPFields = [:]
  ) {
    self.type = type
    self.detail = detail
    self.members = members
    self.errors = errors
    self.headers = headers
  }

  /// The body of the answer.
  ///
  /// - Parameter language: of what is wrong with single fields (`fr`), where there is such a text; the rest is in English.
  package func json(instance: String, language: String) -> Context {
    var object = members
    if !errors.isEmpty { object["errors"] = .list(errors.map { $0.json(in: language) }) }
    object.merge([
      "type": .string(type.uri), "title": .string(type.title), "status": .number(type.status.code),
      "detail": .string(detail), "instance": .string(instance),
    ])
    return object
  }

  /// - Parameters:
  ///   - instance: the path that was asked for.
  ///   - language: as for the body.
  func response(instance: String, language: String) -> Response {
    var response = Response.json(
      .context(json(instance: instance, language: language)), status: type.status)
    if !errors.isEmpty { response.headers[.vary] = "Accept-Language" }
    response.headers[.contentType] = "application/problem+json"
    response.headers.append(contentsOf: headers)
    return response
  }
}

extension FormError {
  fileprivate func json(in language: String) -> Value {
    .context(
      Context(compact: [
        ("field", field.map { .string($0) }), ("message", .string(message(in: language))),
      ]))
  }
}
