import Exchange
import FEEL
import ProcessEngine

/// A case while a transaction works on it.
struct WorkingCase {
  /// nil until the instance has begun.
  private(set) var current: Case?
  private let before: Instance?
  private let requestDigest: String?
  private var closedTasks: [CaseWrite.ClosedTask] = []
  private(set) var isChanged = false
  /// The step under way takes in a message of the partner.
  var isReceiving = false

  init(loaded: Case) {
    current = loaded
    before = loaded.instance
    requestDigest = loaded.requestDigest
  }

  /// An order that is about to begin.
  init(requestDigest: String?) {
    before = nil
    self.requestDigest = requestDigest
  }

  var write: CaseWrite? {
    current.map { CaseWrite(before: before, after: $0, closedTasks: closedTasks) }
  }

  mutating func advance(to instance: Instance) {
    if current == nil {
      current = Case(instance: instance, requestDigest: requestDigest)
    } else {
      current?.instance = instance
    }
  }

  mutating func receive() {
    isReceiving = false
    current?.conversation.receive()
  }

  mutating func nextToSend() -> Int {
    guard let sequence = current?.conversation.nextToSend() else {
      preconditionFailure("a message is sent by an instance that has begun")
    }
    return sequence
  }

  /// Counts the step and remembers the tasks that it closed.
  mutating func count(closing events: [Event], at now: Timestamp) -> Case {
    isChanged = true
    for event in events {
      switch event {
      case .taskCompleted(let key, _, let user, let data):
        closedTasks.append(.init(key: key, decidedBy: user, data: data, at: now))
      case .taskWithdrawn(let key, _):
        closedTasks.append(.init(key: key, decidedBy: nil, data: Context(), at: now))
      default:
        break
      }
    }
    current?.step += 1
    guard let current else {
      preconditionFailure("a step is counted for an instance that has begun")
    }
    return current
  }
}
