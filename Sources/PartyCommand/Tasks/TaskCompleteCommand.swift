import ArgumentParser
import FEEL
import FoundationEssentials

struct TaskCompleteCommand<Program: PartyProgram>: ServiceCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "complete", abstract: "Decide a task: fill in its form.",
      discussion: """
        EXAMPLES
          \(Program.name) task complete PO-1.12 decision=accept --as anna --groups buyers
          \(Program.name) task complete PO-1.12 decision=revise comment="fewer" lines=BOLT-M8:100
          \(Program.name) task complete PO-1.12 --data decision.json

        Fields that are left out begin as the form says (see `task show`).
        """)
  }

  @Argument(help: "The task.")
  var task: String
  @Argument(help: ArgumentHelp("Fields of the form.", valueName: "field=value"))
  var fields: [String] = []
  @Option(
    help: "A file with the fields as a JSON object; - for standard input.", completion: .file())
  var data: String?
  @Flag(help: "Leave fields empty that are left out.")
  var noDefaults = false
  @OptionGroup var person: PersonOptions
  @OptionGroup var service: ServiceOptions

  func run(_ client: ServiceClient, _ console: Console) async throws {
    let person = try Person(person, console: console)
    let path = "/tasks/\(Self.encode(task))"
    let shown = try await client.send(.init(path: path))
    let filled = try filled(shown)
    let answer = try await client.send(
      .init(
        method: .post, path: path + "/complete", body: .json(["data": .context(filled)]),
        person: person))
    let outcome = answer["order"]["outcome"].string.map { "; the order has ended: \($0)" } ?? ""
    printChange(answer, "\(person.user) has decided \(TaskText.name(shown))\(outcome)", console)
  }

  /// What the form begins with, under the file, under the fields of the command line.
  private func filled(_ task: Value) throws -> Context {
    var filled = noDefaults ? Context() : task["defaults"].context ?? Context()
    if let data { filled.merge(try InputFile(data).object()) }
    let input = FormInput(form: task["form"])
    for field in fields {
      let (name, value) = try input.read(field)
      filled[name] = value
    }
    return filled
  }
}
