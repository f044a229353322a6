import ArgumentParser
import FEEL
import Terminal

struct TaskListCommand<Program: PartyProgram>: ServiceCommand {
  static var configuration: CommandConfiguration {
    CommandConfiguration(
      commandName: "list", abstract: "List tasks, what is due first comes first.",
      discussion: """
        EXAMPLES
          \(Program.name) task list
          \(Program.name) task list --mine --as anna
          \(Program.name) task list --view groups --overdue --as anna --groups buyers
          \(Program.name) task list --group sales,pricing --watch -o jsonl

        As lines of JSON all tasks are printed, page by page as they come; otherwise one page.
        With --watch and -o jsonl, each line is a change: "event" is listed, appeared, changed or
        left, and "task" is the task as it was last seen in the list. The first \(ListWatch.usualLimit)
        are followed, or as many as --limit says.
        """)
  }

  enum State: String, CaseIterable, ExpressibleByArgument { case open, completed, withdrawn }
  enum View: String, CaseIterable, ExpressibleByArgument { case mine, groups, all, done }

  @Option(help: "Tasks in this state (open, if no --view is given; completed with --decided-by).")
  var state: State?
  @Option(help: "Tasks of who acts, of the groups, all open ones, or those that are done.")
  var view: View?
  @Option(help: "Only tasks of this order.", completion: NameCompletion.orders(of: Program.self))
  var order: String?
  @Option(help: "Only tasks of this element of the process.")
  var element: String?
  @Option(help: "Only tasks that this person has.")
  var assignee: String?
  @Flag(help: "Only tasks that who acts has.")
  var mine = false
  @Option(help: "Only tasks for these groups, separated by commas.")
  var group: String?
  @Flag(help: "Only tasks that nobody has.")
  var unassigned = false
  @Option(help: "Only tasks that this person has delegated.")
  var delegatedBy: String?
  @Option(help: "Only tasks that this person has decided.")
  var decidedBy: String?
  @Option(help: "Only tasks of orders whose reference begins so.")
  var reference: String?
  @Option(help: "Only tasks that are due before, such as 2026-12-01T12:00:00Z.")
  var due: String?
  @Flag(help: "Only tasks that are overdue.")
  var overdue = false
  @Option(help: "Only tasks of at least this priority, 0 to 100.")
  var priority: Int?
  @Option(help: "Only tasks of orders with this item.")
  var sku: String?
  @Option(help: "Only tasks of orders that have these words.")
  var text: String?
  @Option(
    help:
      "due, priority or created, or closed for tasks that are not open; with a - before it, the other way round."
  )
  var sort: String?
  @Option(
    help: "How many at most: 1 to 500 (default: 50); with -o jsonl any number (default: all).")
  var limit: Int?
  @Option(help: "Where an earlier list ended.")
  var cursor: String?
  @Flag(help: "Go on and print what changes, until interrupted.")
  var watch = false
  @OptionGroup var person: PersonOptions
  @OptionGroup var service: ServiceOptions

  func validate() throws {
    if watch { try ListWatch.check(service.format) }
  }

  func run(_ client: ServiceClient, _ console: Console) async throws {
    let isOwn = mine || view == .mine || view == .groups
    let person = isOwn ? try Person(person, console: console) : nil
    let call = ServiceClient.Call(
      path: "/tasks",
      query: [
        ("view", view?.rawValue),
        ("state", (state ?? usualState)?.rawValue),
        ("order", order), ("element", element), ("assignee", try await assignee(person, client)),
        ("delegatedBy", delegatedBy), ("decidedBy", decidedBy), ("reference", reference),
        ("group", group), ("unassigned", unassigned ? "true" : nil),
        ("due", due), ("overdue", overdue ? "true" : nil), ("priority", priority.map { "\($0)" }),
        ("sku", sku),
        ("text", text), ("sort", sort),
      ], person: person)
    guard watch else {
      try await TaskText.listing.print(
        call, of: client, from: cursor, limit: limit, as: service.format, console: console)
      return
    }
    try await ListWatch(
      client: client, call: call, cursor: cursor, limit: limit, listing: TaskText.listing,
      kind: "task", line: TaskText.line, format: service.format, console: console
    ).follow()
  }

  /// Nil where the view says it; what somebody has decided is not open any more.
  private var usualState: State? {
    view != nil ? nil : decidedBy == nil ? .open : .completed
  }

  /// Whose tasks; of whoever signed in by the name that the service knows them by.
  private func assignee(_ person: Person?, _ client: ServiceClient) async throws -> String? {
    guard mine, let person else { return assignee }
    return try await client.actor(person)
  }
}
