import FEEL
import Terminal

/// Decides all tasks that match a filter in the same way.
struct TaskBulkCompletion {
  let fields: [String]
  let data: String?
  /// `name=value` each.
  let filter: [String]
  let grace: Int
  let isDryRun: Bool

  /// - Throws: `CommandError` `.refused` when something could not be decided.
  func run(
    _ client: ServiceClient, _ console: Console, by person: Person, format: OutputFormat
  ) async throws {
    let found = try await ask(client, by: person, isDryRun: true, data: Context())
    var report = found
    if let first = found["items"].list?.first, !isDryRun {
      let filled = try await filled(like: first["id"].text, client)
      report = try await ask(client, by: person, isDryRun: false, data: filled)
    }
    print(report, format, console)
    if let failed = report["failed"].integer, failed > 0 {
      throw CommandError(.refused, "\(failed) tasks could not be decided.")
    }
  }

  private func ask(
    _ client: ServiceClient, by person: Person, isDryRun: Bool, data: Context
  ) async throws -> Value {
    try await client.send(
      .init(
        method: .post, path: "/tasks/bulk",
        body: .json([
          "action": "complete", "filter": .context(try filterObject), "data": .context(data),
          "effectiveAfter": .number(grace), "dryRun": .boolean(isDryRun),
        ]), person: person, timeout: .seconds(120)))
  }

  private var filterObject: Context {
    get throws {
      var object = Context()
      let input = FormInput(form: .null)
      for entry in filter {
        let (name, value) = try input.read(entry)
        object[name] = value
      }
      return object
    }
  }

  /// The fields, read as the form of the first task wants them.
  private func filled(like task: String, _ client: ServiceClient) async throws -> Context {
    let shown = try await client.send(.init(path: "/tasks/\(task)"))
    var filled = try data.map { try InputFile($0).object() } ?? Context()
    let input = FormInput(form: shown["form"])
    for field in fields {
      let (name, value) = try input.read(field)
      filled[name] = value
    }
    return filled
  }

  private func print(_ report: Value, _ format: OutputFormat, _ console: Console) {
    let items = report["items"].list ?? []
    switch format {
    case .json: console.print(json: report)
    case .jsonl:
      for item in items { console.print(json: item) }
      tellMore(report, console)
    case .table:
      for item in items { console.print(Self.line(item)) }
      let count = isDryRun ? report["matched"].text : report["done"].text
      console.tell("\(count) tasks \(isDryRun ? "would be decided" : "were decided").")
      tellMore(report, console)
    }
  }

  /// Says so when more tasks match than one request takes. The next one begins with those that were not decided.
  private func tellMore(_ report: Value, _ console: Console) {
    guard report["hasMore"] == true else { return }
    let advice =
      if isDryRun {
        "one run decides no more"
      } else if report["done"] == 0 {
        "narrow the filter to those that can be decided"
      } else {
        "run it again for the rest"
      }
    console.tell("More than these \(report["matched"].text) match: \(advice).")
  }

  private static func line(_ item: Value) -> String {
    let problem = item["problem"]["detail"].string.map { "  not decided: \($0)" } ?? ""
    return (item["id"].text + problem).harmless
  }
}
