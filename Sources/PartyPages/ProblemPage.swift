import FEEL
import HTTPTypes
import Hummingbird
import Hyperlinks
import PartyAPI
import WebPages

/// What went wrong, in words for people, and where to go from there.
struct ProblemPage {
  private let visit: Visit
  private var texts: Catalogue { visit.texts }

  init(_ visit: Visit) { self.visit = visit }

  func response(_ problem: Problem) -> Response {
    if problem.type == .notSignedIn || problem.type == .invalidToken, visit.ports.people != nil,
      // A stream of events cannot go on as a page.
      !visit.request.wantsEventStream
    {
      let back = visit.request.method == .get ? visit.here : nil
      return visit.redirect(to: Link.to("/ui/sign-in", [("back", back)]))
    }
    var headers = problem.headers
    // A browser would ask for a password in a window of its own.
    headers[.wwwAuthenticate] = nil
    return visit.page(
      "problem", title: heading(of: problem), model(of: problem), status: problem.type.status,
      headers: headers)
  }

  private func heading(of problem: Problem) -> String {
    texts.text("problem.\(problem.type.rawValue).title") ?? problem.type.title
  }

  /// What is known of this very problem, else what holds for all of its type.
  static func explanation(of problem: Problem, _ texts: Catalogue) -> String {
    let key = "problem.\(problem.type.rawValue)"
    let members = problem.members
    var values: [String: String] = [:]
    for entry in members.entries { values[entry.key] = entry.value.string }
    if let user = members["decidedBy"]?.string {
      return texts("problem.task-closed.by", ["user": user])
    }
    if let user = members["claimedBy"]?.string, let text = texts.text(key + ".by") {
      return Catalogue.fill(text, ["user": user])
    }
    return texts.text(key + ".text").map { Catalogue.fill($0, values) } ?? problem.detail
  }

  private func model(of problem: Problem) -> [String: Any] {
    ProblemView(
      status: problem.type.status.code, heading: heading(of: problem),
      explanation: Self.explanation(of: problem, texts),
      details: problem.errors.map { FormProblem($0, texts) }.map { error in
        (error.field.map { "\($0): " } ?? "") + error.message
      } + (Self.lastChange(in: problem, texts).map { [$0] } ?? []), ways: ways(from: problem)
    ).model
  }

  /// Who was first, and with what: `anna decided`.
  static func lastChange(in problem: Problem, _ texts: Catalogue) -> String? {
    guard let change = problem.members["lastChange"], let kind = change["kind"].string else {
      return nil
    }
    return texts.activity(kind, by: change["by"].string, to: change["to"].string)
  }

  private func ways(from problem: Problem) -> [ProblemView.Way] {
    var ways: [ProblemView.Way] = []
    func add(_ text: String, _ link: String) {
      ways.append(ProblemView.Way(texts[text], link))
    }
    switch problem.type.status.code {
    case 409, 412:
      if let task = problem.members["taskId"]?.string { add("problem.task", "/ui/tasks/\(task)") }
    case 503, 429, 500: add("problem.again", visit.here)
    default: break
    }
    if let order = problem.members["orderId"]?.string, problem.type.status.code != 404 {
      add("problem.order", "/ui/orders/\(order)")
    }
    add("problem.inbox", "/ui/inbox")
    return ways
  }
}
