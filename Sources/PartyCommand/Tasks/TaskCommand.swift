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
          \(Program.name) task undo PO-1.12 --as anna
        """,
      subcommands: [
        TaskListCommand<Program>.self, TaskShowCommand<Program>.self,
        TaskClaimCommand<Program>.self, TaskReleaseCommand<Program>.self,
        TaskAssignCommand<Program>.self, TaskDelegateCommand<Program>.self,
        TaskResolveCommand<Program>.self, TaskCommentCommand<Program>.self,
        TaskScheduleCommand<Program>.self, TaskCompleteCommand<Program>.self,
        TaskUndoCommand<Program>.self,
      ])
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

  @Argument(help: "The task.", completion: NameCompletion.tasks(of: Program.self))
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
