import ProcessEngine

/// Something that is wrong with a collaboration, and the shortest way to it.
package struct Finding: Hashable, Sendable {
  package enum Problem: Hashable, Sendable {
    /// Nothing can happen any more, but not every pool has ended. `waiting` says where each of them stands.
    case deadlock(waiting: String)
    /// Something can always happen, but the pools can never all end.
    case noWayOut
    case differentOutcomes([String])
    /// A pool ended, or had ended, before anything asked for the message.
    case unreadMessage(name: String, receiver: String)
    /// The receiver refused the message.
    case refusedMessage(name: String, reason: String)
    /// An expression of the model fails.
    case incident(element: String, reason: String)
    /// What should always be possible was refused: the model runs in circles, for example.
    case refused(reason: String)
  }

  package let problem: Problem
  /// What happened, step by step from the beginning.
  package let trace: [String]

  package init(problem: Problem, trace: [String]) {
    self.problem = problem
    self.trace = trace
  }
}

extension Finding.Problem {
  init(_ rejection: Rejection, of stimulus: Stimulus, by pool: String) {
    switch (stimulus, rejection) {
    case (.message(let message), .ended): self = .unreadMessage(name: message.name, receiver: pool)
    case (.message(let message), _):
      self = .refusedMessage(name: message.name, reason: "\(rejection)")
    default: self = .refused(reason: "\(rejection)")
    }
  }
}

extension Finding.Problem: CustomStringConvertible {
  package var description: String {
    switch self {
    case .deadlock(let waiting): "deadlock: \(waiting)"
    case .noWayOut: "from here the pools can never all end"
    case .differentOutcomes(let outcomes):
      "the pools end differently: \(outcomes.joined(separator: ", "))"
    case .unreadMessage(let name, let receiver):
      "\(receiver) ends without reading \(name)"
    case .refusedMessage(let name, let reason): "\(name) is refused: \(reason)"
    case .incident(let element, let reason): "incident at \(element): \(reason)"
    case .refused(let reason): "refused: \(reason)"
    }
  }
}
