import ArgumentParser
import FEEL
import Terminal

struct TaskCommand<Program: PartyProgram>: AsyncParsableCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "task", abstract: "Find, take and decide what people have to decide.",
      discussion: """
        EXAMPLES
          \(Program.name) task list --mine --as anna
          \(Program.name) task show PO-1.12
          \(Program.name) task complete PO-1.12 decision=accept --as anna --groups buyers
        """,
      subcommands: [
        TaskListCommand<Program>.self, TaskShowCommand<Program>.self,
        TaskClaimCommand<Program>.self,
        TaskReleaseCommand<Program>.self, TaskCompleteCommand<Program>.self,
      ])
  }
}

struct TaskListCommand<Program: PartyProgram>: ServiceCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "list", abstract: "List tasks, what is due first comes first.",
      discussion: """
        EXAMPLES
          \(Program.name) task list
          \(Program.name) task list --mine --as anna
          \(Program.name) task list --group sales,pricing -o jsonl
        """)
  }

  enum State: String, CaseIterable, ExpressibleByArgument { case open, completed, withdrawn }

  @Option(help: "Tasks in this state.")
  var state: State = .open
  @Option(help: "Only tasks of this order.")
  var order: String?
  @Option(help: "Only tasks of this element of the process.")
  var element: String?
  @Option(help: "Only tasks that this person has.")
  var assignee: String?
  @Flag(help: "Only tasks that who acts has.")
  var mine = false
  @Option(help: "Only tasks for these groups, separated by commas.")
  var group: String?
  @Option(help: "How many at most, 1 to 500.")
  var limit = 50
  @Option(help: "Where an earlier list ended.")
  var cursor: String?
  @OptionGroup var person: PersonOptions
  @OptionGroup var service: ServiceOptions

  func run(_ client: ServiceClient, _ console: Console) async throws {
    let assignee = mine ? try Person(person, console: console).user : assignee
    let answer = try await client.send(
      .init(
        path: "/tasks",
        query: [
          ("state", state.rawValue), ("order", order), ("element", element), ("assignee", assignee),
          ("group", group), ("limit", "\(limit)"), ("cursor", cursor),
        ]))
    TaskText.listing.print(answer, as: service.format, console: console)
  }
}

struct TaskShowCommand<Program: PartyProgram>: ServiceCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "show", abstract: "Show a task with all that is needed to decide it.",
      discussion: """
        EXAMPLES
          \(Program.name) task show PO-1.12
          \(Program.name) task show PO-1.12 -o json
        """)
  }

  @Argument(help: "The task.")
  var task: String
  @OptionGroup var service: ServiceOptions

  func run(_ client: ServiceClient, _ console: Console) async throws {
    let answer = try await client.send(.init(path: "/tasks/\(Self.encode(task))"))
    switch service.format {
    case .json, .jsonl: console.print(json: answer)
    case .table: TaskText.page(answer, console: console)
    }
  }
}

struct TaskClaimCommand<Program: PartyProgram>: ServiceCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "claim", abstract: "Take a task, so that nobody else decides it.",
      discussion: "EXAMPLES\n  \(Program.name) task claim PO-1.12 --as anna --groups buyers")
  }

  @Argument(help: "The task.")
  var task: String
  @OptionGroup var person: PersonOptions
  @OptionGroup var service: ServiceOptions

  func run(_ client: ServiceClient, _ console: Console) async throws {
    let person = try Person(person, console: console)
    let answer = try await client.send(
      .init(method: .post, path: "/tasks/\(Self.encode(task))/claim", person: person))
    printChange(answer, "\(person.user) has claimed \(TaskText.name(answer))", console)
  }
}

struct TaskReleaseCommand<Program: PartyProgram>: ServiceCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "release", abstract: "Give a claimed task back.",
      discussion: "EXAMPLES\n  \(Program.name) task release PO-1.12 --as anna")
  }

  @Argument(help: "The task.")
  var task: String
  @OptionGroup var person: PersonOptions
  @OptionGroup var service: ServiceOptions

  func run(_ client: ServiceClient, _ console: Console) async throws {
    let person = try Person(person, console: console)
    let answer = try await client.send(
      .init(method: .post, path: "/tasks/\(Self.encode(task))/release", person: person))
    printChange(answer, "\(person.user) has released \(TaskText.name(answer))", console)
  }
}
