import ArgumentParser
import FEEL
import ProcessEngine

/// A command that does one thing with one task.
protocol TaskActionCommand: ServiceCommand {
  var task: String { get }
  var person: PersonOptions { get }
}

extension TaskActionCommand {
  /// - Parameters:
  ///   - path: the last part of the route.
  ///   - sentence: what has happened, of who did it and the task.
  func act(
    _ path: String, _ body: Context? = nil, _ client: ServiceClient, _ console: Console,
    sentence: (String, String) -> String
  ) async throws {
    let person = try Person(person, console: console)
    let actor = try await client.actor(person)
    let answer = try await client.send(
      .init(
        method: .post, path: "/tasks/\(Self.encode(task))/\(path)",
        body: body.map { .json(.context($0)) }, person: person))
    printChange(answer, sentence(actor, WorkNames().task(answer)), console)
  }
}

struct TaskClaimCommand<Program: PartyProgram>: TaskActionCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "claim", abstract: "Take a task, so that nobody else decides it.",
      discussion: "EXAMPLES\n  \(Program.name) task claim PO-1.12 --as anna --groups buyers")
  }

  @Argument(help: "The task.", completion: NameCompletion.tasks(of: Program.self))
  var task: String
  @OptionGroup var person: PersonOptions
  @OptionGroup var service: ServiceOptions

  func run(_ client: ServiceClient, _ console: Console) async throws {
    try await act("claim", nil, client, console) { "\($0) has claimed \($1)" }
  }
}

struct TaskReleaseCommand<Program: PartyProgram>: TaskActionCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "release", abstract: "Give a claimed task back.",
      discussion: "EXAMPLES\n  \(Program.name) task release PO-1.12 --as anna")
  }

  @Argument(help: "The task.", completion: NameCompletion.tasks(of: Program.self))
  var task: String
  @OptionGroup var person: PersonOptions
  @OptionGroup var service: ServiceOptions

  func run(_ client: ServiceClient, _ console: Console) async throws {
    try await act("release", nil, client, console) { "\($0) has released \($1)" }
  }
}

/// What is said of somebody to whom a task is given.
struct ColleagueOptions: ParsableArguments {
  @Option(
    help:
      "Their groups, separated by commas; for a service that believes its callers, others know everybody's."
  )
  var toGroups: String?

  func body(to user: String) -> Context {
    let groups = toGroups.map { list in
      Value.list(list.split(separator: ",").map { .string(String($0)) })
    }
    return Context(compact: [("to", .string(user)), ("groups", groups)])
  }
}

struct TaskAssignCommand<Program: PartyProgram>: TaskActionCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "assign", abstract: "Hand a task over to somebody who may decide it.",
      discussion: """
        EXAMPLES
          \(Program.name) task assign PO-1.12 ben
          \(Program.name) task assign PO-1.12 ben --to-groups buyers --as anna
        """)
  }

  @Argument(help: "The task.", completion: NameCompletion.tasks(of: Program.self))
  var task: String
  @Argument(help: "Who gets it.")
  var to: String
  @OptionGroup var colleague: ColleagueOptions
  @OptionGroup var person: PersonOptions
  @OptionGroup var service: ServiceOptions

  func run(_ client: ServiceClient, _ console: Console) async throws {
    try await act("assign", colleague.body(to: to), client, console) {
      "\($0) has handed \($1) to \(to)"
    }
  }
}

struct TaskDelegateCommand<Program: PartyProgram>: TaskActionCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "delegate", abstract: "Let somebody else prepare a task that you will decide.",
      discussion: """
        EXAMPLES
          \(Program.name) task delegate PO-1.12 ben --as anna
          \(Program.name) task resolve PO-1.12 --as ben
        """)
  }

  @Argument(help: "The task.", completion: NameCompletion.tasks(of: Program.self))
  var task: String
  @Argument(help: "Who prepares it.")
  var to: String
  @OptionGroup var colleague: ColleagueOptions
  @OptionGroup var person: PersonOptions
  @OptionGroup var service: ServiceOptions

  func run(_ client: ServiceClient, _ console: Console) async throws {
    try await act("delegate", colleague.body(to: to), client, console) {
      "\($0) has delegated \($1) to \(to)"
    }
  }
}

struct TaskResolveCommand<Program: PartyProgram>: TaskActionCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "resolve", abstract: "Give a delegated task back to whom it belongs.",
      discussion: "EXAMPLES\n  \(Program.name) task resolve PO-1.12 --as ben")
  }

  @Argument(help: "The task.", completion: NameCompletion.tasks(of: Program.self))
  var task: String
  @OptionGroup var person: PersonOptions
  @OptionGroup var service: ServiceOptions

  func run(_ client: ServiceClient, _ console: Console) async throws {
    try await act("resolve", nil, client, console) { "\($0) has resolved \($1)" }
  }
}

struct TaskCommentCommand<Program: PartyProgram>: TaskActionCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "comment", abstract: "Say something about a task.",
      discussion: """
        EXAMPLES
          \(Program.name) task comment PO-1.12 "The price is fine" --as anna
          \(Program.name) task comment PO-1.12 "See the drawing" --link https://example.org/d.pdf
        """)
  }

  @Argument(help: "The task.", completion: NameCompletion.tasks(of: Program.self))
  var task: String
  @Argument(help: "What to say.")
  var text: String
  @Option(help: "A document on the web that belongs to it.")
  var link: String?
  @Option(help: "What the link is called.")
  var title: String?
  @OptionGroup var person: PersonOptions
  @OptionGroup var service: ServiceOptions

  func run(_ client: ServiceClient, _ console: Console) async throws {
    let reference = link.map { url in
      Value.context(
        Context(compact: [("url", .string(url)), ("title", title.map { .string($0) })]))
    }
    let body = Context(compact: [("text", .string(text)), ("link", reference)])
    try await act("comments", body, client, console) { "\($0) has commented on \($1)" }
  }
}

struct TaskScheduleCommand<Program: PartyProgram>: TaskActionCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "schedule", abstract: "Change when a task is due, and how urgent it is.",
      discussion: """
        EXAMPLES
          \(Program.name) task schedule PO-1.12 --due 2026-12-01T12:00:00Z --as anna
          \(Program.name) task schedule PO-1.12 --priority 90 --as anna
        """)
  }

  @Argument(help: "The task.", completion: NameCompletion.tasks(of: Program.self))
  var task: String
  @Option(help: "When it is due, such as 2026-12-01T12:00:00Z.")
  var due: String?
  @Option(help: "When to look at it again.")
  var followUp: String?
  @Option(help: "0 to 100.")
  var priority: Int?
  @OptionGroup var person: PersonOptions
  @OptionGroup var service: ServiceOptions

  func validate() throws {
    if due == nil && followUp == nil && priority == nil {
      throw ValidationError("Say what changes: --due, --follow-up or --priority")
    }
  }

  func run(_ client: ServiceClient, _ console: Console) async throws {
    let body = Context(compact: [
      ("due", due.map { .string($0) }), ("followUp", followUp.map { .string($0) }),
      ("priority", priority.map { .number($0) }),
    ])
    try await act("schedule", body, client, console) { "\($0) has rescheduled \($1)" }
  }
}

struct TaskUndoCommand<Program: PartyProgram>: TaskActionCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "undo", abstract: "Take back a decision that has not taken effect yet.",
      discussion: "EXAMPLES\n  \(Program.name) task undo PO-1.12 --as anna")
  }

  @Argument(help: "The task.", completion: NameCompletion.tasks(of: Program.self))
  var task: String
  @OptionGroup var person: PersonOptions
  @OptionGroup var service: ServiceOptions

  func run(_ client: ServiceClient, _ console: Console) async throws {
    try await act("undo", nil, client, console) { "\($0) has undone the decision of \($1)" }
  }
}
