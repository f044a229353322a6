import Locks
import Logging
import Participant
import ProcessEngine

/// What the callers of a party have been told.
final class Answers: Sendable {
  struct Answer: Sendable {
    let request: Int
    let result: Result<Case, CommandFailure>
  }

  private let state = Locked<(requests: Int, answers: [Answer])>((0, []))

  /// A reply that remembers what it is told.
  func reply() -> Inbound.Reply {
    let request = state.withLock { state in
      state.requests += 1
      return state.requests
    }
    return { result in
      self.state.withLock { $0.answers.append(Answer(request: request, result: result)) }
    }
  }

  /// Those since the last time.
  func take() -> [Answer] {
    state.withLock { state in
      defer { state.answers = [] }
      return state.answers
    }
  }
}

/// Counts from wherever a reply is given.
final class Counter: Sendable {
  private let count = Locked(0)

  var value: Int { count.withLock { $0 } }

  func increment() { count.withLock { $0 += 1 } }
}

extension Logger {
  /// Says nothing: the trace tells what happened.
  static var silent: Logger { Logger(label: "simulation") { _ in SwiftLogNoOpLogHandler() } }
}
