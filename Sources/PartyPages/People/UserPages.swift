import Access
import FEEL
import HTTPTypes
import Hummingbird
import Hyperlinks
import PartyAPI
import ProcessEngine
import WebPages

/// `/ui/users`: who may come in, for operators.
struct UserPages {
  let ports: PagePorts
  let people: PeoplePorts

  func show(_ visit: Visit) async throws -> Response { try await page(visit, nil, nil) }

  private func page(
    _ visit: Visit, _ body: FormBody?, _ problem: Problem?
  ) async throws -> Response {
    let texts = visit.texts
    let chosen = Set(body?.fields.filter { $0.name == "role" }.map(\.value) ?? [])
    var model: [String: Any] = [
      "rows": try await people.users.list().map { row($0, texts) },
      "roleChoices": Self.roleChoices(chosen: chosen, texts),
      "values": ["user": body?["user"] ?? "", "name": body?["name"] ?? ""], "errors": false,
      "notice": visit.query["added"].map { user -> [String: Any] in
        ["kind": "good", "text": texts("users.added", ["user": user])]
      } ?? false as Any,
    ]
    if let problem {
      let messages = problem.errors.map { texts["users.error.\($0.field ?? "")"] }
      model["errors"] = [
        "errorTitle": ProblemPage.explanation(of: problem, texts),
        "list": messages.map { ["message": $0] as [String: Any] },
      ]
    }
    return visit.page(
      "users", title: texts["users.title"], model, status: problem?.type.status ?? .ok)
  }

  static func roleChoices(chosen: Set<String>, _ texts: Catalogue) -> [[String: Any]] {
    Role.allCases.map { role in
      [
        "value": role.rawValue, "text": texts["role.\(role.rawValue)"],
        "checked": chosen.contains(role.rawValue),
      ]
    }
  }

  private func row(_ person: Person, _ texts: Catalogue) -> [String: Any] {
    let action = person.isDisabled ? "users.enable" : "users.disable"
    return [
      "user": person.user, "name": person.name,
      "roles": person.roles.sorted().map { ["text": texts["role.\($0.rawValue)"]] },
      "state": texts[person.isDisabled ? "users.disabled" : "users.active"],
      "stateKind": person.isDisabled ? "bad" : "good",
      "toggle": true, "action": "/ui/users/\(PercentEncoding.encode(person.user))",
      "enabled": person.isDisabled ? "1" : "0", "toggleText": texts[action],
      "toggleLabel": texts(action + "Who", ["user": person.user]),
    ]
  }

  func add(_ visit: Visit) async throws -> Response {
    let body = try await visit.form()
    let roles = Set(
      body.fields.filter { $0.name == "role" }.compactMap { Role(rawValue: $0.value) })
    let password = body.fields.first { $0.name == "password" }?.value ?? ""
    do {
      let draft = UserDesk.Draft(
        user: body["user"] ?? "", name: body["name"] ?? body["user"] ?? "", roles: roles,
        password: password)
      let added = try await people.users.add(
        draft, by: visit.person.user, origin: visit.origin)
      return visit.redirect(to: Link.to("/ui/users", [("added", added.person.user)]))
    } catch let problem as Problem {
      guard [.invalidBody, .userExists].contains(problem.type) else { throw problem }
      return try await page(visit, body, problem)
    }
  }
}
