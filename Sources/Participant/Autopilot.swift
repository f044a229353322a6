import Exchange
import FEEL
import Logging
import ProcessEngine

/// Decides every user task at once, by the first choice and the defaults of its form: for measurements and rehearsals, in
/// which nobody is there to decide. Each decision is a step of its own, like a person's.
struct Autopilot: Sendable {
  let context: PartyContext
  /// Hands a decision in; false when there is no room.
  let submit: @Sendable (Inbound) -> Bool

  /// Decides the tasks that a committed step has created.
  func decide(after writes: [CaseWrite]) async throws(StoreError) {
    for write in writes {
      for task in write.tasks.written where task.assignee == nil {
        try await decide(task, of: write.after.instance)
      }
    }
  }

  /// Decides, again and again until the task is cancelled, what is still open: tasks from before the party started, and
  /// decisions that were turned away while the database was gone.
  func keepDeciding(_ records: any Records, logger: Logger) async {
    while !Task.isCancelled {
      do {
        try await decideOpenTasks(records)
      } catch {
        logger.debug("Open tasks cannot be looked up", metadata: ["reason": "\(error)"])
      }
      do { try await Task.sleep(for: Self.interval) } catch { return }
    }
  }

  private static let interval = Duration.seconds(5)

  private func decideOpenTasks(_ records: any Records) async throws(StoreError) {
    var query = TaskQuery()
    query.limit = 500
    repeat {
      let page = try await records.tasks(query)
      for row in page.items {
        guard let found = try await records.order(row.order) else { continue }
        try await decide(row.task, of: found.instance)
      }
      query.cursor = page.next
    } while query.cursor != nil
  }

  private func decide(_ task: UserTask, of instance: Instance) async throws(StoreError) {
    let process = try await context.library.process(of: instance)
    let form = process.form(
      of: task.key, in: instance, now: context.clock.now, withContent: false)
    var data = form?.defaults ?? Context()
    for field in form?.form.inputs ?? [] where data[field.name] == nil {
      switch field.kind {
      case .choice: data[field.name] = field.choices.first.map { .string($0.value) }
      case .text: data[field.name] = .string("decided automatically")
      case .number, .money, .date, .boolean, .lines, .context: break
      }
    }
    // One name for each kind of task, so that four eyes are kept.
    let actor = Actor(user: "autopilot-\(task.element)", groups: task.candidateGroups)
    _ = submit(
      .command(instance.id, .task(key: task.key, .decide(data: data), by: actor), { _ in }))
  }
}
