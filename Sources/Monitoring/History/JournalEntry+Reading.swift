import Exchange
import FEEL
import ProcessEngine

extension JournalEntry {
  /// Whether the step answered what the party's own people asked for by message name. Such a message has no sender among
  /// the parties.
  var isCommand: Bool { stimulus["kind"]?.string == "command" }

  /// The ids of such messages. Messages of the partner may have been used in the same step.
  var commands: Set<String> {
    guard isCommand else { return [] }
    var ids: Set<String> = []
    for case .messageReceived(let message) in events { ids.insert(message.id) }
    return ids
  }

  /// The partner's message that the step put into quarantine instead of taking it in.
  var quarantined: (id: String, name: String, reason: String)? {
    guard let reason = stimulus["quarantined"]?.string, let id = stimulus["id"]?.string else {
      return nil
    }
    return (id, stimulus["name"]?.string ?? "", reason)
  }

  /// The number that the receiver says a message had, when the step was about that message.
  func sequence(ofReceived id: String) -> Int? {
    stimulus["id"]?.string == id ? stimulus["sequence"]?.integer : nil
  }
}
