package import Access
package import HTTPTypes
package import Hummingbird

/// One thing that can be asked: a method on a path. The table of all of them is what the router is built from.
package struct Route: Sendable {
  package let method: HTTPRequest.Method
  /// With `{name}` for the parts that vary.
  package let path: String
  /// Who may ask for it.
  package let rule: Rule
  let handle: @Sendable (Request, PartyRequestContext) async throws -> Response

  package init(
    _ method: HTTPRequest.Method, _ path: String, _ rule: Rule,
    _ handle: @escaping @Sendable (Request, PartyRequestContext) async throws -> Response
  ) {
    self.method = method
    self.path = path
    self.rule = rule
    self.handle = handle
  }
}

extension Router<PartyRequestContext> {
  /// Registers routes, and answers every other method on their paths with what is allowed there.
  func register(_ routes: [Route], within limit: TimeLimit) {
    for (path, routes) in Dictionary(grouping: routes, by: \.path) {
      for route in routes {
        on(RouterPath(path), method: route.method) { request, context -> Response in
          try context.caller.check(route.rule)
          return try await limit.run { try await route.handle(request, context) }
        }
      }
      let methods = Set(routes.map(\.method))
      let allowed = methods.map(\.rawValue).sorted().joined(separator: ", ")
      for other in Self.methods.subtracting(methods) where other != .head || !methods.contains(.get)
      {
        on(RouterPath(path), method: other) { request, _ -> Response in
          throw Problem(
            .methodNotAllowed, "\(request.uri.path) takes \(allowed), not \(other.rawValue).",
            headers: [.allow: allowed])
        }
      }
    }
  }

  private static var methods: Set<HTTPRequest.Method> {
    [.get, .head, .post, .put, .patch, .delete, .options, .trace, .connect, .query]
  }
}

extension HTTPRequest.Method {
  // It consists of token characters only.
  fileprivate static let query = Self("QUERY")!
}
