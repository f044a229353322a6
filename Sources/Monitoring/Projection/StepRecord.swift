import Exchange
import FEEL
import ProcessEngine

/// What one step adds to the counts.
struct StepRecord {
  private let party: String
  private let at: Timestamp
  private var activity = Activity()
  private var counts: [Tally.Name: Int] = [:]
  /// The element instances that the step has entered.
  private(set) var entered: Set<Key> = []
  /// The ids of what the party's own people asked for by message name.
  let commands: Set<String>
  /// The step's messages that have not met their event yet.
  var unsent: ArraySlice<JournalEntry.SentMessage>

  init(of entry: JournalEntry) {
    party = entry.party
    at = entry.at
    commands = entry.commands
    unsent = entry.messages[...]
    activity.steps = 1
  }

  mutating func count(_ kind: Tally.Kind, _ name: String = "", by amount: Int) {
    counts[Tally.Name(kind, name), default: 0] += amount
  }

  /// Counts what needs no more than the event itself.
  mutating func count(_ event: Event) {
    switch event {
    case .instanceStarted:
      activity.started += 1
      count(.outcome, by: 1)
    case .instanceEnded(let outcome):
      activity.ended += 1
      count(.outcome, by: -1)
      count(.outcome, outcome, by: 1)
    case .elementActivated(let key, let element, _):
      entered.insert(key)
      count(.active, element, by: 1)
      count(.entered, element, by: 1)
    case .elementCompleted(_, let element), .elementTerminated(_, let element):
      count(.active, element, by: -1)
    default:
      break
    }
  }

  mutating func countSent(_ name: String) {
    activity.sent += 1
    count(.sent, name, by: 1)
  }

  mutating func countReceived(_ name: String) {
    activity.received += 1
    count(.received, name, by: 1)
  }

  /// Adds everything to what the entries changed.
  mutating func close(into changes: inout ProjectionChanges) {
    for (name, amount) in counts {
      changes.tallies[Tally(party, name.kind, name.name), default: 0] += amount
      if amount != 0, name.kind != .entered { activity.changes[name] = amount }
    }
    changes.activity[
      Activity.Stretch(party: party, span: .second, at: at), default: Activity()
    ]
    .add(activity)
  }
}
