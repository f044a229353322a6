import Exchange
import FEEL
import Participant
import PartyAPI
import ProcessEngine
import WebPages

/// What has happened to an order: the messages of both directions and what people decided, the newest first.
struct Timeline {
  let visit: Visit
  /// The version that the order began with, whose forms say what was decided.
  let process: ExecutableProcess
  private var texts: Catalogue { visit.texts }

  func items(of history: [JournalEntry]) -> [[String: Any]] {
    var tasks: [Key: UserTask] = [:]
    var items: [[String: Any]] = []
    for entry in history {
      var sent = entry.outgoing[...]
      for event in entry.events {
        if case .taskCreated(let task) = event { tasks[task.key] = task }
        if case .messageSent = event, let message = sent.popFirst() {
          items.append(
            row(
              "sent", "↗", texts("line.sent", ["message": words(message.name)]),
              by: texts("line.to", ["partner": texts.model(message.receiver)]), at: entry.at))
        } else if let item = item(event, in: entry, tasks) {
          items.append(item)
        }
      }
    }
    return items.reversed()
  }

  private func item(
    _ event: Event, in entry: JournalEntry, _ tasks: [Key: UserTask]
  ) -> [String: Any]? {
    let at = entry.at
    switch event {
    case .instanceStarted: return row("", "●", texts["line.started"], at: at)
    case .instanceEnded(let outcome):
      return row("", "■", texts("line.ended", ["outcome": texts.model(outcome)]), at: at)
    case .messageReceived(let message): return received(message, in: entry)
    case .taskCompleted(let key, let element, let user, let data):
      let name = tasks[key]?.name ?? visit.ports.model.name(of: element)
      let form = tasks[key]?.form.flatMap(process.form)
      return row(
        "person", Initials.of(user),
        texts("line.decided", ["task": texts.model(name), "user": user]),
        at: at, said: FormAnswers(form, data: data, texts: texts).sentence)
    case .taskWithdrawn(let key, let element):
      let name = tasks[key]?.name ?? visit.ports.model.name(of: element)
      return row("", "–", texts("line.withdrawn", ["task": texts.model(name)]), at: at)
    case .taskCommented(_, let user, let text, let link):
      var row = row(
        "person", Initials.of(user), texts("activity.commented", ["user": user]), at: at, said: text
      )
      if let link { row["link"] = ["url": link.url, "title": link.title] }
      return row
    case .taskReminded(let key, let text):
      return row(
        "", "!", texts["activity.reminded"], by: tasks[key].map { texts.model($0.name) }, at: at,
        said: texts.ofModel(text))
    case .taskEscalated(let key, let group, _, let text):
      let to = texts.group(group)
      return row(
        "", "!", texts("activity.escalated", ["to": to]),
        by: tasks[key].map { texts.model($0.name) },
        at: at, said: texts.ofModel(text))
    case .jobCreated(let job):
      return job.orderReminder.map { text in
        row(
          "", "!", texts["activity.reminded"],
          by: texts.model(visit.ports.model.name(of: job.element)), at: at,
          said: texts.ofModel(text))
      }
    case .incidentRaised(let incident):
      return row("", "!", texts["line.incident"], at: at, said: incident.reason)
    default: return nil
    }
  }

  private func received(_ message: ReceivedMessage, in entry: JournalEntry) -> [String: Any] {
    if let user = message.payload["by"]?.string, entry.stimulus["kind"]?.string == "command" {
      return row(
        "person", Initials.of(user),
        texts("line.command", ["message": words(message.name), "user": user]),
        at: entry.at, said: message.payload["reason"]?.string)
    }
    let partner = entry.stimulus["sender"]?.string.map {
      texts("line.from", ["partner": texts.model($0)])
    }
    return row(
      "received", "↙", texts("line.received", ["message": words(message.name)]), by: partner,
      at: entry.at, said: message.payload["reason"]?.string)
  }

  /// `QuoteIssued` as people say it: `Quote issued`.
  private func words(_ name: String) -> String {
    var text = ""
    for character in name {
      if character.isUppercase && !text.isEmpty {
        text += " " + character.lowercased()
      } else {
        text.append(character)
      }
    }
    return texts.model(text)
  }

  private func row(
    _ kind: String, _ sign: String, _ title: String, by: String? = nil, at: Timestamp,
    said: String? = nil
  ) -> [String: Any] {
    [
      "kind": kind, "sign": sign, "title": title, "by": by ?? false as Any,
      "at": visit.formats.ago(at, now: visit.now), "said": said ?? false as Any, "details": false,
      "link": false,
    ]
  }
}
