import Access
import FEEL
import HTTPTypes
import Hummingbird
import Hyperlinks
import PartyAPI
import ProcessEngine
import WebPages

/// `/ui/users/{user}`: what somebody is called and may do, for operators; each form comes back with what is wrong.
struct UserPage {
  let people: PeoplePorts

  private static let nameLimit = 100

  /// The forms of the page.
  private enum Form: String {
    case state, profile, password
  }

  private struct Refusal {
    let form: Form
    let typed: FormBody
    let errors: [FormProblem]
    let status: HTTPResponse.Status
  }

  func show(_ visit: Visit) async throws -> Response {
    try await page(visit, try await person(visit), nil)
  }

  private func person(_ visit: Visit) async throws -> Person {
    try await people.users.person(visit.name("user"))
  }

  // MARK: Changing

  func change(_ visit: Visit) async throws -> Response {
    let body = try await visit.form()
    let form: Form =
      body.has("enabled") ? .state : body.has("password") ? .password : .profile
    let person = try await person(visit)
    let (change, errors) = read(form, body, visit.texts)
    guard errors.isEmpty else {
      let refusal = Refusal(
        form: form, typed: body, errors: errors, status: .unprocessableContent)
      return try await page(visit, person, refusal)
    }
    do {
      _ = try await people.users.change(
        person.user, change, by: visit.person.user, origin: visit.origin)
    } catch let problem as Problem {
      let told: [ProblemType] = [.invalidBody, .ownAccess, .lastOperator, .notLocal]
      guard told.contains(problem.type) else { throw problem }
      let refusal = Refusal(
        form: form, typed: body, errors: sentences(problem, visit.texts),
        status: problem.type.status)
      return try await page(visit, person, refusal)
    }
    let here = "/ui/users/\(PercentEncoding.encode(person.user))"
    return visit.redirect(
      to: body["back"] == "list" ? "/ui/users" : Link.to(here, [("changed", form.rawValue)]))
  }

  private func read(
    _ form: Form, _ body: FormBody, _ texts: Catalogue
  ) -> (change: UserDesk.Change, errors: [FormProblem]) {
    var change = UserDesk.Change()
    var errors: [FormProblem] = []
    func refuse(_ field: String) {
      errors.append(FormProblem(field: field, message: texts["users.error.\(field)"]))
    }
    switch form {
    case .state: change.isDisabled = body["enabled"] != "1"
    case .password:
      change.password = body.asTyped("password")
    case .profile:
      change.name = body["name"]
      if !(1...Self.nameLimit ~= (change.name ?? "").count) { refuse("name") }
      let roles = body.fields.filter { $0.name == "role" }.compactMap { Role(rawValue: $0.value) }
      change.roles = Set(roles)
      if roles.isEmpty { refuse("roles") }
      let groups = UserGroups(body["groups"] ?? "")
      change.groups = groups.names
      if !groups.isValid { refuse("groups") }
    }
    return (change, errors)
  }

  private func sentences(_ problem: Problem, _ texts: Catalogue) -> [FormProblem] {
    guard problem.type == .invalidBody else {
      return [FormProblem(field: nil, message: ProblemPage.explanation(of: problem, texts))]
    }
    return problem.errors.map { error in
      FormProblem(field: error.field, message: texts["users.error.\(error.field ?? "")"])
    }
  }

  // MARK: Showing

  private func page(_ visit: Visit, _ person: Person, _ refusal: Refusal?) async throws -> Response
  {
    let texts = visit.texts
    let profile = refusal.flatMap { $0.form == .profile ? $0.typed : nil }
    let roles =
      profile.map { Set($0.fields.filter { $0.name == "role" }.map(\.value)) }
      ?? Set(person.roles.map(\.rawValue))
    func error(_ field: String) -> Any {
      refusal?.errors.first { $0.field == field }?.message ?? false as Any
    }
    let action = person.isDisabled ? "users.enable" : "users.disable"
    let model: [String: Any] = [
      "user": person.user, "action": "/ui/users/\(PercentEncoding.encode(person.user))",
      "state": texts[person.isDisabled ? "users.disabled" : "users.active"],
      "stateKind": person.isDisabled ? "bad" : "good", "toggleText": texts[action],
      "enabled": person.isDisabled ? "1" : "0",
      "seen": person.seenAt.map { visit.formats.ago($0, now: visit.now) } ?? false as Any,
      "local": person.identity == nil,
      "issuer": person.identity.map { texts("users.elsewhere", ["issuer": $0.issuer]) }
        ?? false as Any,
      "fullName": profile.map { $0["name"] ?? "" } ?? person.name,
      "groups": profile.map { $0["groups"] ?? "" } ?? person.groups.joined(separator: ", "),
      "roleChoices": UserPages.roleChoices(chosen: roles, texts),
      "nameError": error("name"), "rolesError": error("roles"), "groupsError": error("groups"),
      "passwordError": error("password"),
      "problem": refusal?.errors.first { $0.field == nil }?.message ?? false as Any,
      "notice": visit.query["changed"].flatMap(Form.init(rawValue:)).map { form -> [String: Any] in
        ["kind": "good", "text": texts["users.changed.\(form.rawValue)"]]
      } ?? false as Any,
    ]
    return visit.page(
      "user", title: person.user, model, status: refusal?.status ?? .ok)
  }
}

/// Groups of the model as an operator types them, with blanks or commas between them.
package struct UserGroups {
  package let names: [String]

  private static let nameLimit = 100
  private static let countLimit = 50

  package init(_ text: String) {
    var seen: Set<String> = []
    names = text.split { $0 == "," || $0.isWhitespace }.map(String.init)
      .filter { seen.insert($0).inserted }
  }

  package var isValid: Bool {
    names.count <= Self.countLimit && names.allSatisfy { $0.count <= Self.nameLimit }
  }
}
