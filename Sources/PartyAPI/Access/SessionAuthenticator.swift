package import Access
import FEEL
package import HTTPTypes
import Hummingbird
package import Participant

/// Recognises people by the session of their browser or program, and by the tokens of an issuer.
package struct SessionAuthenticator: Authenticator {
  private let people: any People
  private let cookie: SessionCookie
  private let limits: SessionLimits
  private let tokens: TokenVerifier?
  private let clock: any WallClock
  private let bearers = KnownBearers()

  /// - Parameters:
  ///   - tokens: checks the tokens of an issuer; nil where none are accepted.
  ///   - clock: the machine's own, however fast the process's runs.
  package init(
    people: any People, cookie: SessionCookie, limits: SessionLimits, tokens: TokenVerifier?,
    clock: any WallClock
  ) {
    self.people = people
    self.cookie = cookie
    self.limits = limits
    self.tokens = tokens
    self.clock = clock
  }

  package var requiresLoopback: Bool { false }

  package func recognize(_ request: HTTPRequest) async throws -> Recognition {
    if let header = request.headerFields[.authorization] {
      let parts = header.split(separator: " ", maxSplits: 1)
      guard parts.count == 2, parts[0].lowercased() == "bearer" else {
        throw Self.refused("Authorization has to be Bearer and a token")
      }
      let text = String(parts[1]).trimmed
      return SessionToken.isOne(text) ? try await session(text) : try await bearer(text)
    }
    guard let text = cookie.value(in: request), let token = SessionToken(text),
      let person = try await person(of: token)
    else { return .nobody }
    return Recognition(caller: .person(person.principal), session: token, isByCookie: true)
  }

  // MARK: Sessions

  private func session(_ text: String) async throws -> Recognition {
    guard let token = SessionToken(text), let person = try await person(of: token) else {
      throw Self.refused("the session has ended: sign in again")
    }
    return Recognition(caller: .person(person.principal), session: token)
  }

  private func person(of token: SessionToken) async throws -> Person? {
    let now = clock.now
    guard let found = try await people.session(token.digest, at: now),
      !limits.isOver(found.session, at: now)
    else { return nil }
    if now >= found.session.usedAt.adding(SessionLimits.useInterval) {
      try await people.use(token.digest, at: now)
    }
    return found.person
  }

  // MARK: Tokens of an issuer

  private func bearer(_ text: String) async throws -> Recognition {
    guard let tokens else { throw Self.refused("tokens of this kind are not accepted here") }
    let now = clock.now
    let claimed: Person
    do throws(TokenFailure) {
      claimed = try await tokens.person(bearing: text, at: now)
    } catch {
      switch error {
      case .invalid(let reason): throw Self.refused(reason)
      case .unavailable(let reason):
        throw Problem(
          .unavailable, "The token cannot be checked now: \(reason).", headers: [.retryAfter: "10"])
      }
    }
    let person = try await person(claimed, at: now)
    guard !person.isDisabled else {
      throw Problem(.notAllowed, "\(person.user) has been disabled here.")
    }
    return Recognition(caller: .person(person.principal))
  }

  /// Who the bearer is here. What the token says is written once in a while; whether they are let in is always read.
  private func person(_ claimed: Person, at now: Timestamp) async throws -> Person {
    if let user = bearers.user(of: claimed, at: now),
      let known = try await people.person(named: user)
    {
      return known
    }
    guard let person = try await people.remember(claimed) else {
      throw Problem(
        .notAllowed, "The name \(claimed.user) belongs to somebody else here.")
    }
    bearers.keep(person.user, for: claimed, at: now)
    return person
  }

  /// RFC 6750 §3.
  private static func refused(_ reason: String) -> Problem {
    let sentence = reason.prefix(1).uppercased() + reason.dropFirst() + "."
    return Problem(
      .invalidToken, sentence,
      headers: [.wwwAuthenticate: #"Bearer realm="duet", error="invalid_token""#])
  }
}
