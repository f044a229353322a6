import Access
import FEEL
import HTTPTypes
import Hummingbird
import Participant
import ProcessEngine

/// `/session`: signing in and out.
package struct SessionRoutes: Sendable {
  private let desk: SessionDesk
  private let cookie: SessionCookie

  package init(desk: SessionDesk, cookie: SessionCookie) {
    self.desk = desk
    self.cookie = cookie
  }

  package var routes: [Route] {
    [
      Route(.post, "/session", .anyone, signIn), Route(.get, "/session", .signedIn, show),
      Route(.delete, "/session", .signedIn, signOut),
      Route(.post, "/session/password", .signedIn, changePassword),
    ]
  }

  /// With `kind` `web` the session is in a cookie, otherwise its token is in the answer.
  @Sendable private func signIn(_ request: Request, _ context: PartyRequestContext) async throws
    -> Response
  {
    var reader = FieldReader(
      try await request.object(), known: ["user", "password", "kind"])
    let user = reader.text("user", isRequired: true, upTo: 200) ?? ""
    let password = Self.password("password", &reader)
    let kindName = reader.text("kind", isRequired: false, upTo: 20) ?? "token"
    guard let kind = Session.Kind(rawValue: kindName) else {
      reader.add("kind", "must be token or web")
      throw Problem(.invalidBody, "Nobody was signed in.", errors: reader.errors)
    }
    try reader.finish("Nobody was signed in.")
    let started = try await desk.signIn(
      user: user, password: password, kind: kind, replacing: context.session,
      origin: context.origin)
    var answer = Self.view(started.person.principal)
    answer["expiresAt"] = .time(started.session.expiresAt)
    guard kind == .web else {
      answer["token"] = .string(started.token.text)
      return .json(.context(answer))
    }
    answer["csrfToken"] = .string(started.token.csrfToken)
    return .json(
      .context(answer),
      headers: [
        .setCookie: cookie.set(
          started.token, authority: request.head.authority, isSecure: context.isSecure)
      ])
  }

  @Sendable private func show(_ request: Request, _ context: PartyRequestContext) async throws
    -> Response
  {
    try QueryReader(request, known: []).finish()
    guard let principal = context.principal else {
      return .json(["user": .null, "roles": .strings(Role.allCases.map(\.rawValue)), "groups": []])
    }
    var view = Self.view(principal)
    if let token = context.csrfToken { view["csrfToken"] = .string(token) }
    return .json(.context(view))
  }

  /// With `everywhere` all sessions of the person end.
  @Sendable private func signOut(_ request: Request, _ context: PartyRequestContext) async throws
    -> Response
  {
    var reader = try QueryReader(request, known: ["everywhere"])
    let everywhere = reader.flag("everywhere")
    try reader.finish()
    let user = try context.actor.user
    var ended = 0
    if everywhere {
      ended = try await desk.signOutEverywhere(user, by: user, origin: context.origin)
    } else if let token = context.session {
      try await desk.signOut(token, user: user, origin: context.origin)
      ended = 1
    }
    return .json(
      ["ended": .number(ended)],
      headers: [.setCookie: cleared(request, context)])
  }

  /// Ends all sessions of the person, this one too.
  @Sendable private func changePassword(
    _ request: Request, _ context: PartyRequestContext
  ) async throws -> Response {
    let user = try context.actor.user
    var reader = FieldReader(
      try await request.object(), known: ["password", "newPassword"])
    let old = Self.password("password", &reader)
    let new = Self.password("newPassword", &reader)
    try reader.finish("The password was not changed.")
    try await desk.changePassword(of: user, from: old, to: new, origin: context.origin)
    return .json(
      ["user": .string(user)],
      headers: [.setCookie: cleared(request, context)])
  }

  private func cleared(_ request: Request, _ context: PartyRequestContext) -> String {
    cookie.clear(authority: request.head.authority, isSecure: context.isSecure)
  }

  /// Exactly as it was sent: its spaces count.
  static func password(_ field: String, _ reader: inout FieldReader) -> String {
    guard let text = reader.value(field).string, !text.isEmpty else {
      reader.add(field, "is required")
      return ""
    }
    if text.unicodeScalars.count > 1_000 { reader.add(field, "must have up to 1000 characters") }
    return text
  }

  private static func view(_ principal: Principal) -> Context {
    [
      "user": .string(principal.user), "name": .string(principal.name),
      "roles": .strings(principal.roles.sorted().map(\.rawValue)),
      "groups": .strings(principal.groups),
    ]
  }
}
