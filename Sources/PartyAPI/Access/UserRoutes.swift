import Access
import FEEL
import HTTPTypes
import Hummingbird
import Hyperlinks
import Participant
import ProcessEngine

/// `/users`: who may do what.
package struct UserRoutes: Sendable {
  private let desk: UserDesk
  private let sessions: SessionDesk

  package init(desk: UserDesk, sessions: SessionDesk) {
    self.desk = desk
    self.sessions = sessions
  }

  package var routes: [Route] {
    [
      Route(.get, "/users", .auditing, list), Route(.post, "/users", .operating, add),
      Route(.get, "/users/{user}", .auditing, show),
      Route(.post, "/users/{user}", .operating, change),
      Route(.delete, "/users/{user}/sessions", .operating, signOut),
    ]
  }

  @Sendable private func list(_ request: Request, _ context: PartyRequestContext) async throws
    -> Response
  {
    try QueryReader(request, known: []).finish()
    let people = try await desk.list()
    return .json(["items": .list(people.map { .context($0.json) })])
  }

  @Sendable private func show(_ request: Request, _ context: PartyRequestContext) async throws
    -> Response
  {
    try QueryReader(request, known: []).finish()
    return .json(.context(try await desk.person(context.name("user")).json))
  }

  /// Without a `password` one is made, and told once.
  @Sendable private func add(_ request: Request, _ context: PartyRequestContext) async throws
    -> Response
  {
    let actor = try context.actor
    var reader = FieldReader(
      try await request.object(), known: ["user", "name", "roles", "groups", "password"])
    let user = reader.text("user", isRequired: true, upTo: UserName.limit) ?? ""
    let name = reader.text("name", isRequired: false, upTo: 100) ?? user
    let roles = Self.roles(&reader)
    let groups = reader.texts("groups")
    let password =
      reader.value("password") == .null ? nil : SessionRoutes.password("password", &reader)
    try reader.finish("The user was not added.")
    let added = try await desk.add(
      UserDesk.Draft(
        user: user, name: name, roles: roles ?? [], groups: groups, password: password),
      by: actor.user, origin: context.origin)
    var answer = added.person.json
    if let password = added.password { answer["password"] = .string(password) }
    return .json(
      .context(answer), status: .created,
      headers: [.location: "/users/\(PercentEncoding.encode(user))"])
  }

  @Sendable private func change(_ request: Request, _ context: PartyRequestContext) async throws
    -> Response
  {
    let actor = try context.actor
    var reader = FieldReader(
      try await request.object(), known: ["name", "roles", "groups", "password", "disabled"])
    var change = UserDesk.Change()
    if reader.value("name") != .null {
      change.name = reader.text("name", isRequired: true, upTo: 100)
    }
    change.roles = Self.roles(&reader)
    if reader.value("groups") != .null { change.groups = reader.texts("groups") }
    if reader.value("disabled") != .null { change.isDisabled = reader.flag("disabled") }
    if reader.value("password") != .null {
      change.password = SessionRoutes.password("password", &reader)
    }
    try reader.finish("The user was not changed.")
    let person = try await desk.change(
      context.name("user"), change, by: actor.user, origin: context.origin)
    return .json(.context(person.json))
  }

  /// Signs somebody out everywhere.
  @Sendable private func signOut(_ request: Request, _ context: PartyRequestContext) async throws
    -> Response
  {
    let actor = try context.actor
    let user = try await desk.person(context.name("user")).user
    let ended = try await sessions.signOutEverywhere(
      user, by: actor.user, origin: context.origin)
    return .json(["ended": .number(ended)])
  }

  /// Nil when they are not given.
  private static func roles(_ reader: inout FieldReader) -> Set<Role>? {
    guard reader.value("roles") != .null else { return nil }
    let names = reader.texts("roles")
    let roles = names.compactMap(Role.init(rawValue:))
    if roles.count != names.count || roles.isEmpty {
      let known = Role.allCases.map(\.rawValue).joined(separator: ", ")
      reader.add("roles", "must be one or more of \(known)")
    }
    return Set(roles)
  }
}
