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
  /// Tokens on their way to a node, in the order in which they arrive.
  private var arrivals: [Arrival] = []
  /// Scopes that may have nothing left to do.
  private var departures: [Departure] = []

  struct Arrival {
    let node: String
    let scope: Key
    /// The sequence flow; nil for a start event.
    let flow: String?
  }

  struct Departure {
    let scope: Key
    /// The node that ended in it last.
    let last: String
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

  /// A token is on its way to a node.
  mutating func schedule(_ arrival: Arrival) { arrivals.append(arrival) }

  /// A token has ended in a scope. Of several, the last one tells how the scope ended.
  mutating func schedule(_ departure: Departure) {
    departures.removeAll { $0.scope == departure.scope }
    departures.append(departure)
  }

  /// Tokens on their way into a scope do not arrive any more.
  mutating func dropArrivals(in scope: Key) { arrivals.removeAll { $0.scope == scope } }

  /// Makes every move, then lets waiting messages in, until nothing moves any more.
  ///
  /// Tokens move before scopes are left, so that a scope is only left when nothing is on its way into it.
  mutating func run() throws(Rejection) {
    var steps = 0
    repeat {
      while !arrivals.isEmpty || !departures.isEmpty {
        steps += 1
        guard steps <= Self.stepLimit else { throw .stepLimit }
        if arrivals.isEmpty {
          let departure = departures.removeFirst()
          leave(departure.scope, last: departure.last)
        } else {
          let arrival = arrivals.removeFirst()
          enter(arrival.node, scope: arrival.scope, flow: arrival.flow)
        }
      }
    } while correlateOldestMessage()
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
