import Access
import HTTPTypes
import Hummingbird
import Hyperlinks
import PartyAPI
import WebPages

/// `/ui/password`: where somebody with a password of this site chooses another one.
struct PasswordPages {
  let people: PeoplePorts

  func show(_ visit: Visit) async throws -> Response { try await page(visit, nil) }

  /// Ends all sessions of the person, this one too.
  func change(_ visit: Visit) async throws -> Response {
    let body = try await visit.form()
    do {
      try await people.sessions.changePassword(
        of: visit.person.user, from: body.asTyped("password"), to: body.asTyped("newPassword"),
        origin: visit.origin)
    } catch let problem as Problem {
      guard [.invalidBody, .signInFailed, .tooManyAttempts, .notLocal].contains(problem.type)
      else {
        throw problem
      }
      return try await page(visit, problem)
    }
    return visit.redirect(
      to: Link.to("/ui/sign-in", [("changed", "1")]),
      headers: [
        .setCookie: people.cookie.clear(
          authority: visit.request.head.authority, isSecure: visit.context.isSecure)
      ])
  }

  private func page(_ visit: Visit, _ problem: Problem?) async throws -> Response {
    let texts = visit.texts
    let person = try await people.users.person(visit.person.user)
    let model: [String: Any] = [
      "user": person.user, "local": person.identity == nil,
      "issuer": person.identity.map { texts("password.elsewhere", ["issuer": $0.issuer]) }
        ?? false as Any,
      "oldError": problem?.type == .signInFailed ? texts["password.wrong"] : false as Any,
      "newError": problem?.type == .invalidBody ? texts["users.error.password"] : false as Any,
      "problem": problem?.type == .tooManyAttempts
        ? problem.map { ProblemPage.explanation(of: $0, texts) } ?? "" : false as Any,
    ]
    return visit.page(
      "password", title: texts["password.title"], model, status: problem?.type.status ?? .ok,
      headers: problem?.headers[.retryAfter].map { [.retryAfter: $0] } ?? [:])
  }
}
