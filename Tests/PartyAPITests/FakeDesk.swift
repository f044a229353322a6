import Exchange
import FEEL
import Participant
import ProcessEngine
import Synchronization

/// Remembers what it was asked, and answers what the test says.
final class FakeDesk: Desk {
  struct Begun: Sendable {
    let id: InstanceID
    let variables: Context
    let digest: String?
  }

  struct State: Sendable {
    var begun: [Begun] = []
    var submitted: [Stimulus] = []
    var commands: [(name: String, payload: Context)] = []
    var replayed: [QuarantineRow] = []
    var failure: CommandFailure?
    var order: Case?
    var form: Form?
    var defaults = Context()
    var health = Health(components: [.database: .up])
  }

  private let state = Mutex(State())

  func with<Result: Sendable>(_ body: (inout sending State) -> sending Result) -> Result {
    state.withLock(body)
  }

  func begin(
    _ id: InstanceID, variables: Context, requestDigest: String?, by user: String?, origin: Origin
  ) async throws(CommandFailure) -> Case {
    let earlier = with { state in state.begun.first { $0.id == id } }
    if let earlier {
      guard earlier.digest == requestDigest else { throw .keyReused }
      return Sample.order(id: id, variables: earlier.variables)
    }
    try check()
    with { $0.begun.append(Begun(id: id, variables: variables, digest: requestDigest)) }
    return Sample.order(id: id, variables: variables)
  }

  func submit(
    _ stimulus: Stimulus, to order: InstanceID, origin: Origin
  ) async throws(CommandFailure) -> Case {
    try check()
    return with { state in
      state.submitted.append(stimulus)
      return state.order ?? Sample.order(id: order)
    }
  }

  func command(
    _ name: String, payload: Context, to order: InstanceID, origin: Origin
  ) async throws(CommandFailure) -> Case {
    try check()
    with { $0.commands.append((name, payload)) }
    return Sample.order(id: order)
  }

  func replay(
    _ row: QuarantineRow, by user: String, origin: Origin
  ) async throws(CommandFailure) {
    try check()
    with { $0.replayed.append(row) }
  }

  func form(of task: Key, in order: Case) async throws(CommandFailure) -> (
    form: Form, defaults: Context
  )? {
    try check()
    return with { state in state.form.map { ($0, state.defaults) } }
  }

  var health: Health { get async { with { $0.health } } }

  private func check() throws(CommandFailure) {
    if let failure = with({ $0.failure }) { throw failure }
  }
}
