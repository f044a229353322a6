import FEEL
import ProcessEngine

/// Decides one task.
struct TaskCompletion {
  let client: ServiceClient
  let console: Console
  let person: Person
  /// As the service shows it.
  let task: Value

  /// - Parameter grace: for how many seconds the decision can be undone; nil for as long as the service says.
  func send(_ filled: Context, _ path: String, grace: Int?) async throws -> Value {
    let body = Context(compact: [("effectiveAfter", grace.map { .number($0) })])
    var call = ServiceClient.Call(
      method: .post, path: path + "/complete",
      body: .json(.context(body.adding("data", .context(filled)))), person: person)
    // Nobody decides on what has changed since it was shown.
    call.revision = task["revision"].integer
    return try await client.send(call)
  }

  /// Asks for the form, and again for what the service finds wrong.
  func interactive(
    _ ask: @escaping @Sendable (String) -> String?, _ path: String, grace: Int?
  ) async throws -> Value {
    let fields = task["form"]["fields"].list ?? []
    let prompt = FormPrompt(
      ask: ask, console: console, requirements: FormRequirements(task: task, now: .now))
    var filled = try prompt.fill(fields, task["defaults"].context ?? Context())
    while true {
      do {
        return try await send(filled, path, grace: grace)
      } catch let error as CommandError where error.problem["type"] == "/problems/invalid-form" {
        console.tell("")
        console.tell(error.message)
        let wrong = Set((error.problem["errors"]?.list ?? []).map { $0["field"].text })
        let again = fields.filter {
          $0["type"].string != "context" && (wrong.contains($0["name"].text))
        }
        let asked = again.isEmpty ? fields.filter { $0["type"].string != "context" } : again
        filled = try prompt.fill(asked, filled)
      }
    }
  }
}

extension Context {
  fileprivate func adding(_ name: String, _ value: Value) -> Context {
    var more = self
    more[name] = value
    return more
  }
}
