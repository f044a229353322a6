import Access
import HTTPTypes
import Hummingbird
import Hyperlinks
import Participant
import PartyAPI
import WebPages

/// `/ui/sign-in/oidc`: to the OpenID provider, and back from it.
struct ProviderPages {
  let ports: PagePorts
  let people: PeoplePorts
  let provider: ProviderSignIn

  private var cookie: AttemptCookie { AttemptCookie(session: people.cookie) }

  func leave(_ visit: Visit) async throws -> Response {
    let back = visit.back(visit.query["back"], orElse: "")
    if let place = placeOfReturn(visit, back: back) { return visit.redirect(to: place) }
    let now = people.machineClock.now
    var generator = SystemRandomNumberGenerator()
    let attempt = AuthorizationAttempt(back: back, at: now, using: &generator)
    do throws(SignInFailure) {
      let url = try await provider.departure(of: attempt, at: now)
      return visit.redirect(to: url, headers: [.setCookie: cookie.set(attempt, visit)])
    } catch {
      return page(visit, failure: error, back: back)
    }
  }

  /// The provider sends people to one address, where the cookie of the attempt must be; nil for who is there. Nobody is sent
  /// there twice: a proxy may hide under which name it was asked.
  private func placeOfReturn(_ visit: Visit, back: String) -> String? {
    let place = provider.client.publicURL
    guard let authority = visit.request.head.authority, !place.hasSuffix("://\(authority)"),
      visit.query["moved"] == nil
    else { return nil }
    return place + Link.to(OpenIDClient.beginPath, [("back", back), ("moved", "1")])
  }

  func arrive(_ visit: Visit) async throws -> Response {
    let attempt = cookie.attempt(visit)
    let answer = AuthorizationAnswer { name in
      visit.query.fields.first { $0.name == name }?.value
    }
    let person: Person
    do throws(SignInFailure) {
      person = try await provider.arrival(answer, of: attempt, at: people.machineClock.now)
    } catch {
      if case .invalid(let reason) = error {
        try await people.sessions.refuse(because: reason, origin: visit.origin)
      }
      return page(visit, failure: error, back: attempt?.back)
    }
    do {
      let started = try await people.sessions.signIn(
        vouchedFor: person, replacing: visit.context.session, origin: visit.origin)
      var response = visit.redirect(to: visit.back(attempt?.back, orElse: "/ui/inbox"))
      let session = people.cookie.set(
        started.token, authority: visit.request.head.authority,
        isSecure: visit.context.isSecure)
      response.headers[values: .setCookie] = [session, cookie.clear(visit)]
      return response
    } catch let refusal as SessionDesk.Refusal {
      return page(
        visit, "signIn.refused.\(refusal.rawValue)", ["user": person.user], status: .forbidden,
        back: attempt?.back)
    }
  }

  // MARK: What went wrong

  private func page(_ visit: Visit, failure: SignInFailure, back: String?) -> Response {
    switch failure {
    case .denied: page(visit, "signIn.failed.denied", status: .forbidden, back: back)
    case .refused(let code):
      page(visit, "signIn.failed.refused", ["code": code], status: .forbidden, back: back)
    case .stale: page(visit, "signIn.failed.stale", status: .badRequest, back: back)
    case .used: page(visit, "signIn.failed.used", status: .badRequest, back: back)
    case .invalid: page(visit, "signIn.failed.invalid", status: .forbidden, back: back)
    case .unavailable:
      page(
        visit, "signIn.failed.unavailable", status: .serviceUnavailable, back: back,
        headers: [.retryAfter: "10"])
    }
  }

  /// The page to sign in, with what went wrong; from there one can try again.
  private func page(
    _ visit: Visit, _ text: String, _ values: [String: String] = [:], status: HTTPResponse.Status,
    back: String?, headers: HTTPFields = [:]
  ) -> Response {
    var visit = visit
    // Not to this very answer, which holds once.
    visit.here = Link.to("/ui/sign-in", [("back", back)])
    let all = values.merging(["provider": provider.client.providerName]) { $1 }
    return SignInPages(ports: ports).page(
      visit, back: back, notice: visit.texts(text, all), status: status, headers: headers)
  }
}

/// The cookie that holds an attempt to sign in at the provider, for those two addresses only.
struct AttemptCookie {
  private let name: String

  init(session: SessionCookie) { name = session.name + "_attempt" }

  func attempt(_ visit: Visit) -> AuthorizationAttempt? {
    visit.request.cookie(name).flatMap { AuthorizationAttempt(cookie: $0) }
  }

  func set(_ attempt: AuthorizationAttempt, _ visit: Visit) -> String {
    let seconds = AuthorizationAttempt.lifetime.components.seconds
    return "\(name)=\(attempt.cookie); Max-Age=\(seconds)\(attributes(visit))"
  }

  func clear(_ visit: Visit) -> String { "\(name)=; Max-Age=0\(attributes(visit))" }

  private func attributes(_ visit: Visit) -> String {
    SessionCookie.attributes(
      path: OpenIDClient.beginPath, authority: visit.request.head.authority,
      isSecure: visit.context.isSecure)
  }
}
