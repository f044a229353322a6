package import HTTPTypes
import Hummingbird

/// One thing that can be asked: a method on a path. The table of all of them is what the router is built from.
package struct Route: Sendable {
  package let method: HTTPRequest.Method
  /// With `{name}` for the parts that vary.
  package let path: String
  let handle: @Sendable (Request, PartyRequestContext) async throws -> Response

  init(
    _ method: HTTPRequest.Method, _ path: String,
    _ handle: @escaping @Sendable (Request, PartyRequestContext) async throws -> Response
  ) {
    self.method = method
    self.path = path
    self.handle = handle
  }
}

extension Router<PartyRequestContext> {
  /// Registers routes, and answers every other method on their paths with what is allowed there.
  func register(_ routes: [Route]) {
    for (path, routes) in Dictionary(grouping: routes, by: \.path) {
      for route in routes { on(RouterPath(path), method: route.method, use: route.handle) }
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
    [.get, .head, .post, .put, .patch, .delete]
  }
}
