import ArgumentParser
import FEEL
import FoundationEssentials

struct TaskCompleteCommand<Program: PartyProgram>: ServiceCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "complete", abstract: "Decide a task: fill in its form.",
      discussion: """
        EXAMPLES
          \(Program.name) task complete PO-1.12 --as anna --groups buyers
          \(Program.name) task complete PO-1.12 decision=accept --as anna --groups buyers
          \(Program.name) task complete PO-1.12 decision=revise lines=BOLT-M8:100
          \(Program.name) task complete PO-1.12 --data decision.json
          \(Program.name) task complete --all --filter text=bolt decision=accept --dry-run

        On a terminal the form is asked for, field by field, when no field is given.
        Fields that are left out begin as the form says (see `task show`). What is
        decided so can be undone for as long as the service says; a decision with
        fields takes effect at once, unless --grace says otherwise.
        """)
  }

  @Argument(help: "The task.", completion: NameCompletion.tasks(of: Program.self))
  var task: String?
  @Argument(help: ArgumentHelp("Fields of the form.", valueName: "field=value"))
  var fields: [String] = []
  @Option(
    help: "A file with the fields as a JSON object; - for standard input.", completion: .file())
  var data: String?
  @Flag(help: "Leave fields empty that are left out.")
  var noDefaults = false
  @Option(help: "How long the decision can be undone, such as 10s; 0s for not at all.")
  var grace: DurationText?
  @Flag(help: "Decide all tasks that match --filter, at most 5,000 in one run.")
  var all = false
  @Option(
    help: ArgumentHelp(
      "With --all: which tasks, as in GET /tasks.", valueName: "name=value"))
  var filter: [String] = []
  @Flag(help: "With --all: only say which tasks that would be.")
  var dryRun = false
  @OptionGroup var person: PersonOptions
  @OptionGroup var service: ServiceOptions

  func validate() throws {
    if all && filter.isEmpty {
      throw ValidationError("--all needs a --filter, such as --filter element=Task_ReviewQuote")
    }
    if !all && (dryRun || !filter.isEmpty) {
      throw ValidationError("--filter and --dry-run are for --all")
    }
    if !all && task == nil { throw ValidationError("Name a task, or use --all with --filter") }
  }

  func run(_ client: ServiceClient, _ console: Console) async throws {
    let person = try Person(person, console: console)
    if all {
      let bulk = TaskBulkCompletion(
        // Without the name of a task, what stands first is a field.
        fields: [task].compactMap { $0 } + fields, data: data, filter: filter, grace: seconds ?? 0,
        isDryRun: dryRun)
      return try await bulk.run(client, console, by: person, format: service.format)
    }
    let actor = try await client.actor(person)
    let path = "/tasks/\(Self.encode(task ?? ""))"
    let shown = try await client.send(.init(path: path))
    let completion = TaskCompletion(client: client, console: console, person: person, task: shown)
    let answer: Value
    if let ask = console.ask, fields.isEmpty, data == nil {
      answer = try await completion.interactive(ask, path, grace: seconds)
    } else {
      answer = try await completion.send(try filled(shown), path, grace: seconds ?? 0)
    }
    printChange(answer, sentence(answer, shown, by: actor), console)
  }

  private var seconds: Int? { grace.map { Int($0.duration.components.seconds) } }

  /// - Parameter actor: who has decided it.
  private func sentence(_ answer: Value, _ shown: Value, by actor: String) -> String {
    let name = WorkNames().task(shown)
    if let time = answer["decision"]["effectiveAt"].string {
      // What was typed has found this task alone; a reference may be that of several orders.
      let typed = task.flatMap { WorkNames.isPlain($0) ? $0 : nil } ?? shown["id"].text
      return
        "\(actor) has decided \(name); it takes effect at \(time), until then: \(Program.name) task undo \(typed)"
    }
    let outcome = answer["order"]["outcome"].string.map { "; the order has ended: \($0)" } ?? ""
    return "\(actor) has decided \(name)\(outcome)"
  }

  /// What the form begins with, under the file, under the fields of the command line.
  ///
  /// - Throws: `CommandError` `.usage` that names what is missing.
  private func filled(_ task: Value) throws -> Context {
    var filled = noDefaults ? Context() : task["defaults"].context ?? Context()
    if let data { filled.merge(try InputFile(data).object()) }
    let input = FormInput(form: task["form"])
    for field in fields {
      let (name, value) = try input.read(field)
      filled[name] = value
    }
    let missing = FormRequirements(task: task, now: .now).missing(in: filled)
    guard missing.isEmpty else {
      let names = missing.map { "\n  \($0["name"].text): \($0["label"].text)" }.joined()
      throw CommandError(
        .usage, "The form needs more: write NAME=VALUE, or --data with a file.\(names)")
    }
    return filled
  }
}

extension Timestamp {
  /// The wall clock of this machine.
  static var now: Timestamp {
    Timestamp(microseconds: Int64(Date().timeIntervalSince1970 * 1_000_000))
  }
}
