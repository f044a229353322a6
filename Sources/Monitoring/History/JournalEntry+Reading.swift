import Exchange
import FEEL

extension JournalEntry {
  /// Whether the step answered what the party's own people asked for by message name. Such a message has no sender among
  /// the parties.
  var isCommand: Bool { stimulus["kind"]?.string == "command" }

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
