import Access
import HTTPTypes
import Hummingbird
import Hyperlinks
import Participant
import PartyAPI
import WebPages

/// `/ui/sign-in`, `/ui/sign-out`, and the choice of language.
struct SignInPages {
  let ports: PagePorts

  func show(_ visit: Visit) async throws -> Response {
    guard ports.people != nil else { return visit.redirect(to: "/ui/inbox") }
    guard visit.query["changed"] != nil else { return page(visit, back: visit.query["back"]) }
    return page(visit, back: nil, notice: visit.texts["password.changed"], kind: .good)
  }

  /// - Parameters:
  ///   - back: the page that was asked for.
  ///   - user: what was typed already.
  ///   - notice: what went wrong, or what was done.
  func page(
    _ visit: Visit, back: String?, user: String = "", notice: String? = nil,
    kind: Chip.Kind = .bad, status: HTTPResponse.Status = .ok, headers: HTTPFields = [:]
  ) -> Response {
    let texts = visit.texts
    let back = visit.back(back, orElse: "/ui/inbox")
    let provider = ports.people?.provider.map { provider -> [String: Any] in
      [
        "href": Link.to(OpenIDClient.beginPath, [("back", back)]),
        "text": texts("signIn.with", ["provider": provider.client.providerName]),
      ]
    }
    return visit.page(
      "signin", title: texts["signIn.title"],
      [
        "back": back, "user": user, "provider": provider ?? false as Any,
        "notice": notice.map { ["kind": kind.rawValue, "text": $0] } ?? false as Any,
      ], status: status, headers: headers)
  }

  func signIn(_ visit: Visit) async throws -> Response {
    guard let people = ports.people else { return visit.redirect(to: "/ui/inbox") }
    let body = try await visit.form()
    let user = body["user"] ?? ""
    let password = body.asTyped("password")
    do {
      let started = try await people.sessions.signIn(
        user: user, password: password, kind: .web, replacing: visit.context.session,
        origin: visit.origin)
      return visit.redirect(
        to: visit.back(body["back"], orElse: "/ui/inbox"),
        headers: [
          .setCookie: people.cookie.set(
            started.token, authority: visit.request.head.authority,
            isSecure: visit.context.isSecure)
        ])
    } catch let problem as Problem {
      guard [.signInFailed, .tooManyAttempts].contains(problem.type) else { throw problem }
      return page(
        visit, back: body["back"], user: user,
        notice: ProblemPage.explanation(of: problem, visit.texts), status: problem.type.status,
        headers: problem.headers[.retryAfter].map { [.retryAfter: $0] } ?? [:])
    }
  }

  func signOut(_ visit: Visit) async throws -> Response {
    guard let people = ports.people else { return visit.redirect(to: "/ui/inbox") }
    var next = "/ui/sign-in"
    if let token = visit.context.session, let person = visit.context.principal {
      try await people.sessions.signOut(token, user: person.user, origin: visit.origin)
      next = try await people.signOutPage(of: person.user) ?? next
    }
    return visit.redirect(
      to: next,
      headers: [
        .setCookie: people.cookie.clear(
          authority: visit.request.head.authority, isSecure: visit.context.isSecure)
      ])
  }

  /// Keeps the chosen language for a year.
  func choose(_ visit: Visit) async throws -> Response {
    let body = try await visit.form()
    guard let language = body["language"].flatMap(Language.init(rawValue:)) else {
      throw Problem(.badRequest, "There is no such language.")
    }
    return visit.redirect(
      to: visit.back(body["back"], orElse: "/ui/inbox"),
      headers: [
        .setCookie: language.cookie(path: "/ui")
      ])
  }
}

extension PeoplePorts {
  /// Where somebody who came from the provider signs out there, too; nil for local users.
  fileprivate func signOutPage(of user: String) async throws -> String? {
    guard let provider, try await users.person(user).identity != nil else { return nil }
    return await provider.signOutURL(at: machineClock.now)
  }
}
