package import Access
import FEEL
import HTTPTypes
package import ProcessEngine

/// Who asks, as far as the authentication found out.
package enum Caller: Hashable, Sendable {
  case nobody
  case person(Principal)
  /// A trusted caller who gives no name: may do everything that is not recorded with a name.
  case unnamed

  package var principal: Principal? {
    if case .person(let principal) = self { principal } else { nil }
  }

  /// Nil for nobody.
  package var roles: Set<Role>? {
    switch self {
    case .nobody: nil
    case .person(let principal): principal.roles
    case .unnamed: Set(Role.allCases)
    }
  }

  /// - Throws: `not-signed-in` or `not-allowed`.
  package func check(_ rule: Rule) throws(Problem) {
    guard !rule.allows(roles) else { return }
    guard let principal else { throw .notSignedIn }
    let wanted = if case .roles(let roles) = rule { roles } else { Set(Role.allCases) }
    let names = wanted.sorted().map(\.rawValue)
    throw Problem(
      .notAllowed,
      "This is for the roles \(names.joined(separator: ", ")); \(principal.user) has none of them.",
      members: ["roles": .list(names.map { .string($0) })])
  }

  /// - Throws: `not-signed-in` or `actor-missing`.
  package var actor: Actor {
    get throws(Problem) {
      switch self {
      case .nobody: throw .notSignedIn
      case .person(let principal): return principal.actor
      case .unnamed:
        throw Problem(
          .actorMissing,
          "Say who acts in the header Duet-User, and the groups in Duet-Groups, separated by commas."
        )
      }
    }
  }
}

extension Principal {
  /// How the engine knows them.
  package var actor: Actor { Actor(user: user, groups: groups, isSupervisor: isSupervisor) }
}

extension Problem {
  package static var notSignedIn: Problem {
    Problem(
      .notSignedIn, "Sign in first, or send a token.",
      headers: [.wwwAuthenticate: #"Bearer realm="duet""#])
  }
}
