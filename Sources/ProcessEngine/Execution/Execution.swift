import FEEL

/// One decision in the making: what a stimulus sets in motion, until every token waits again.
///
/// It works on a copy of the instance: each event is applied as soon as it is emitted, so that what follows sees it. Its
/// own state beyond that is the list of moves that are still to be made.
struct Execution {
  /// How many moves one stimulus may cause before the model is taken to run in circles.
  static let stepLimit = 10_000

  let process: ExecutableProcess
  let now: Timestamp
  private(set) var instance: Instance
  private(set) var events: [Event] = []
  private var moves: [Move] = []
  private var nextMove = 0

  enum Move {
    case enter(node: String, scope: Key, flow: String?)
    /// The scope may have nothing left to do; `last` is the node that ended in it.
    case leave(scope: Key, last: String)
  }

  init(_ process: ExecutableProcess, _ instance: Instance, now: Timestamp) {
    self.process = process
    self.instance = instance
    self.now = now
  }

  mutating func emit(_ event: Event) {
    events.append(event)
    instance.apply(event, at: now)
  }

  /// The next unused key.
  var nextKey: Key { instance.lastKey + 1 }

  mutating func schedule(_ move: Move) { moves.append(move) }

  /// Makes every move, then lets waiting messages in, until nothing moves any more.
  mutating func run() throws(Rejection) {
    repeat {
      while let move = takeMove() {
        guard nextMove <= Self.stepLimit else { throw .stepLimit }
        switch move {
        case .enter(let node, let scope, let flow): enter(node, scope: scope, flow: flow)
        case .leave(let scope, let last): leave(scope, last: last)
        }
      }
    } while correlateOldestMessage()
  }

  /// Tokens move before scopes are left, so that a scope is only left when nothing is on its way into it.
  private mutating func takeMove() -> Move? {
    guard nextMove < moves.count else { return nil }
    let isEnter: (Move) -> Bool = { if case .enter = $0 { true } else { false } }
    if let index = moves[nextMove...].firstIndex(where: isEnter), index != nextMove {
      moves.swapAt(index, nextMove)
    }
    defer { nextMove += 1 }
    return moves[nextMove]
  }

  // MARK: Looking things up

  func element(_ key: Key) -> ElementInstance? { instance.elements.first { $0.key == key } }

  func node(of element: ElementInstance) -> Node? { process.nodes[element.element] }

  /// Variables as seen from an element instance: its own first, then those of what contains it.
  func surroundings(of key: Key?) -> Surroundings {
    let instance = instance
    return Surroundings(now: now) { name in
      var scope = key
      while let current = scope, let element = instance.elements.first(where: { $0.key == current })
      {
        if let value = element.variables[name] { return value }
        scope = element.scope
      }
      return nil
    }
  }
}
