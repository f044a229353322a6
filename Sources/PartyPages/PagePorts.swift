package import Access
package import BPMN
import FEEL
package import Ordering
package import Participant
package import PartyAPI
package import ProcessEngine

/// What the pages of a party stand on.
package struct PagePorts: Sendable {
  package let api: PartyPorts
  /// The executable, as people type it.
  package let program: String
  package let model: PageModel
  /// Where people sign in and are kept; nil where everybody is believed.
  package let people: PeoplePorts?
  /// The price list, where the party has one.
  package let prices: (any AuditedPriceBook)?
  /// In which the items of new orders are looked up.
  package let catalogue: any PriceBook

  package init(
    api: PartyPorts, program: String, model: PageModel, people: PeoplePorts? = nil,
    prices: (any AuditedPriceBook)? = nil, catalogue: any PriceBook
  ) {
    self.api = api
    self.program = program
    self.model = model
    self.people = people
    self.prices = prices
    self.catalogue = catalogue
  }

  var tasks: TaskDesk { TaskDesk(api) }
  var orders: OrderDesk { OrderDesk(api) }
  var now: Timestamp { api.clock.now }
}

/// Where people sign in with a browser, and where operators keep the list of them.
package struct PeoplePorts: Sendable {
  package let sessions: SessionDesk
  package let cookie: SessionCookie
  package let users: UserDesk
  /// The OpenID provider at which people may sign in, too.
  package let provider: ProviderSignIn?
  /// The machine's own, for what a provider says of times.
  package let machineClock: any WallClock

  package init(
    sessions: SessionDesk, cookie: SessionCookie, users: UserDesk, provider: ProviderSignIn? = nil,
    machineClock: any WallClock
  ) {
    self.sessions = sessions
    self.cookie = cookie
    self.users = users
    self.provider = provider
    self.machineClock = machineClock
  }
}

/// The process as it is drawn and named.
package struct PageModel: Sendable {
  /// The pool: `Client`.
  package let party: String
  /// The version that new orders begin with.
  package let current: Definitions
  /// The version that an order began with.
  package let version: @Sendable (DefinitionID) async throws -> Definitions
  /// The same as it is executed, with its forms.
  package let executable: @Sendable (DefinitionID) async throws -> ExecutableProcess

  package init(
    party: String, current: Definitions,
    version: @escaping @Sendable (DefinitionID) async throws -> Definitions,
    executable: @escaping @Sendable (DefinitionID) async throws -> ExecutableProcess
  ) {
    self.party = party
    self.current = current
    self.version = version
    self.executable = executable
  }

  private var process: Process? {
    current.participant(named: party).flatMap(current.process(of:))
  }

  /// What people decide here, in the order of the file: its id and its name.
  var userTasks: [(id: String, name: String)] {
    process?.allNodes.filter { $0.type == "userTask" }.map { ($0.id, $0.name ?? $0.id) } ?? []
  }

  /// Whether an order can begin by hand: the process has a start event that waits for nothing.
  var canPlace: Bool {
    process?.content.nodes.contains { $0.type == "startEvent" && $0.eventDefinitions.isEmpty }
      ?? false
  }

  /// Where tokens are, for people: the tasks and events by name, else the subprocesses around them.
  func places(of elements: [String]) -> [String] {
    let nodes = elements.compactMap { current.node(id: $0) }.filter { $0.name != nil }
    let inner = nodes.filter { $0.content == nil }
    return (inner.isEmpty ? nodes : inner).compactMap(\.name)
  }

  /// What a flow node is called; its id when it has no name.
  func name(of element: String) -> String { current.node(id: element)?.name ?? element }
}
