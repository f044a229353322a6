import Access
import HTTPTypes
import Hummingbird
import PartyAPI
import WebPages

/// `/ui/sign-in`, `/ui/sign-out`, and the choice of language.
struct SignInPages {
  let ports: PagePorts

  func show(_ visit: Visit) async throws -> Response {
    guard ports.people != nil else { return visit.redirect(to: "/ui/inbox") }
    return page(visit, back: visit.query["back"], user: "", problem: nil)
  }

  private func page(_ visit: Visit, back: String?, user: String, problem: Problem?) -> Response {
    let texts = visit.texts
    return visit.page(
      "signin", title: texts["signIn.title"],
      [
        "back": visit.back(back, orElse: "/ui/inbox"), "user": user,
        "notice": problem.map { problem -> [String: Any] in
          ["kind": "bad", "text": ProblemPage.explanation(of: problem, texts)]
        } ?? false as Any,
      ], status: problem?.type.status ?? .ok, headers: retry(problem))
  }

  private func retry(_ problem: Problem?) -> HTTPFields {
    problem?.headers[.retryAfter].map { [.retryAfter: $0] } ?? [:]
  }

  func signIn(_ visit: Visit) async throws -> Response {
    guard let people = ports.people else { return visit.redirect(to: "/ui/inbox") }
    let body = try await visit.form()
    let user = body["user"] ?? ""
    // Exactly as it was typed: its spaces count.
    let password = body.fields.first { $0.name == "password" }?.value ?? ""
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
      return page(visit, back: body["back"], user: user, problem: problem)
    }
  }

  func signOut(_ visit: Visit) async throws -> Response {
    guard let people = ports.people else { return visit.redirect(to: "/ui/inbox") }
    if let token = visit.context.session, let person = visit.context.principal {
      try await people.sessions.signOut(token, user: person.user, origin: visit.origin)
    }
    return visit.redirect(
      to: "/ui/sign-in",
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
