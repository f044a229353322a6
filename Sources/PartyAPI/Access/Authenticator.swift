package import Access
package import HTTPTypes
import Hummingbird

/// Finds out who asks.
package protocol Authenticator: Sendable {
  /// Whether only this machine itself may ask, under its own names.
  var requiresLoopback: Bool { get }

  /// - Throws: a problem when the request carries something that does not hold; none for a request that carries nothing.
  func recognize(_ request: HTTPRequest) async throws -> Recognition
}

/// What the authentication found.
package struct Recognition: Sendable {
  package let caller: Caller
  /// The session that the request belongs to.
  package let session: SessionToken?
  /// Whether the browser sent the session by itself, so that another page may have made it do so.
  package let isByCookie: Bool

  package init(caller: Caller, session: SessionToken? = nil, isByCookie: Bool = false) {
    self.caller = caller
    self.session = session
    self.isByCookie = isByCookie
  }

  package static let nobody = Recognition(caller: .nobody)
}

/// Believes what the headers say, for a service that only its own machine can reach: whoever asks has every role.
package struct TrustingAuthenticator: Authenticator {
  package init() {}

  package var requiresLoopback: Bool { true }

  package func recognize(_ request: HTTPRequest) async throws -> Recognition {
    let headers = request.headerFields
    guard let user = headers[.duetUser]?.trimmed, !user.isEmpty, user.count <= 100 else {
      return Recognition(caller: .unnamed)
    }
    let groups = (headers[.duetGroups] ?? "").split(separator: ",").map { String($0).trimmed }
    return Recognition(
      caller: .person(
        Principal(
          user: user, name: user, roles: Set(Role.allCases), groups: groups.filter { !$0.isEmpty }))
    )
  }
}
