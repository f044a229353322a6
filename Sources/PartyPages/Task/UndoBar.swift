import Access
import FEEL
import Hyperlinks
import Participant
import PartyAPI
import ProcessEngine
import WebPages

/// After a decision: how long it can still be undone, on whichever page comes next (`?done=` names the task).
struct UndoBar {
  let ports: PagePorts

  /// Nil when no decision is pending.
  func model(_ visit: Visit, back: String) async throws -> [String: Any]? {
    guard let done = visit.query["done"], let person = visit.context.principal else { return nil }
    let page: TaskPage
    do { page = try await ports.tasks.show(done) } catch {
      // The bar is an offer; the page itself does not depend on it.
      return nil
    }
    guard let decision = page.row.task.decision, page.row.state == .open,
      decision.by == person.user, decision.effectiveAt > visit.now
    else { return nil }
    let texts = visit.texts
    var model = Self.form(of: page.name, decision, visit)
    model["back"] = Link.task(page.name, back: back)
    model["sentence"] = texts(
      "undo.sentence",
      [
        "task": texts.model(page.row.task.name),
        "order": page.row.reference ?? page.row.order.description,
      ])
    return model
  }

  /// The form with which a decision is undone, and how many seconds are left for it: 1 at least.
  static func form(
    of task: WorkName, _ decision: PendingDecision, _ visit: Visit
  ) -> [String: Any] {
    let left = max(1, Int(decision.effectiveAt.duration(since: visit.now).components.seconds))
    return [
      "action": "/ui/tasks/\(task)/undo", "iso": decision.effectiveAt.description,
      "left": "\(left)", "leftText": visit.texts("live.seconds", ["count": "\(left)"]),
    ]
  }
}
