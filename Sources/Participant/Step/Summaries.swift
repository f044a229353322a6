import Exchange
import FEEL
import ProcessEngine

extension OrderMessage {
  /// How the journal describes it as the stimulus of a step.
  var summary: Context {
    [
      "kind": StimulusKind.message.value, "name": .string(name), "sender": .string(sender),
      "sequence": .number(sequence), "id": .string(received(at: sentAt).id),
    ]
  }
}

extension Stimulus {
  /// How the journal describes it as the stimulus of a step: who asked for what.
  var summary: Context {
    switch self {
    case .start: ["kind": StimulusKind.start.value]
    case .message(let message):
      ["kind": StimulusKind.message.value, "name": .string(message.name)]
    case .command(let message):
      [
        "kind": StimulusKind.command.value, "name": .string(message.name),
        "by": message.payload["by"] ?? .null,
      ]
    case .timerDue(let key): ["kind": StimulusKind.timer.value, "key": .number(key)]
    case .task(let key, let action, let actor, _): Self.work(action.kind, key, by: actor.user)
    case .jobCompleted(let key, _), .jobFailed(let key, _, _), .jobThrewError(let key, _, _):
      ["kind": StimulusKind.job.value, "key": .number(key)]
    case .retryIncident(let key, let user, _): Self.work(.retryIncident, key, by: user)
    case .terminate(let user, let reason):
      ["kind": StimulusKind.terminate.value, "by": .string(user), "reason": .string(reason)]
    }
  }

  private static func work(_ kind: StimulusKind, _ key: Key, by user: String) -> Context {
    ["kind": kind.value, "key": .number(key), "by": .string(user)]
  }
}

extension StimulusKind {
  fileprivate var value: Value { .string(rawValue) }
}

extension TaskAction {
  /// The name of the action in the journal.
  fileprivate var kind: StimulusKind {
    switch self {
    case .claim: .claimTask
    case .release: .releaseTask
    case .assign: .assignTask
    case .delegate: .delegateTask
    case .resolve: .resolveTask
    case .comment: .commentTask
    case .reschedule: .rescheduleTask
    case .decide: .completeTask
    case .undo: .undoTask
    }
  }
}

extension Rejection {
  /// Where a message goes that was refused for this reason.
  var quarantineReason: QuarantinedMessage.Reason {
    switch self {
    case .ended: .ended
    case .noSuchInstance: .unknownOrder
    default: .notAccepted
    }
  }
}
