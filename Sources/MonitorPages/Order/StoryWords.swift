import FEEL
import Monitoring
import WebPages

/// The parts of an order's story in words, in the reader's language.
struct StoryWords {
  let story: OrderStory
  let page: PageRequest
  var texts: Catalogue { page.texts }
  var formats: Formats { page.formats }

  init(_ story: OrderStory, _ page: PageRequest) {
    self.story = story
    self.page = page
  }

  // MARK: Whose turn

  /// The same for a holder wherever it is shown: the parties' own, then the broker's and the timer's.
  func style(_ holder: BallInCourt.Holder) -> String {
    switch holder {
    case .party(let party):
      "s\((story.ball.parties.firstIndex(of: party) ?? 0) + 1)"
    case .broker: "s3"
    case .timer: "s8"
    }
  }

  func name(_ holder: BallInCourt.Holder) -> String {
    switch holder {
    case .party(let party): texts.model(party)
    case .broker: texts["ball.broker"]
    case .timer: texts["ball.timer"]
    }
  }

  func reason(_ reason: BallInCourt.Reason) -> String {
    func fill(_ key: String, _ what: String?) -> String {
      texts("ball.reason.\(key)", ["what": what ?? "?"])
    }
    switch reason {
    case .message(let id): return fill("message", message(id))
    case .task(let id):
      return fill("task", tasks.first { $0.id == id }.map { texts.model($0.name) })
    case .incident(let id):
      let item = story.lanes.flatMap(\.incidents).first { $0.id == id }
      return fill("incident", item.map { page.label($0.element) })
    case .job(let id):
      let job = story.lanes.flatMap(\.jobs).first { $0.id == id }
      return fill("job", job.map { page.label($0.element) })
    case .quarantine(let id): return fill("quarantine", message(id))
    case .timer(let id): return fill("timer", timer(id))
    case .lateTimer(let id): return fill("lateTimer", timer(id))
    case .silence: return texts["ball.reason.silence"]
    }
  }

  /// The part of the page that a reason is about.
  func anchor(_ reason: BallInCourt.Reason) -> String? {
    switch reason {
    case .message(let id), .quarantine(let id): "#\(id)"
    case .task(let id):
      tasks.first { $0.id == id }.flatMap { task in visit(task.visit, of: task.id) }.map {
        "#\($0)"
      }
    case .incident(let id), .timer(let id), .lateTimer(let id): "#\(id)"
    case .job, .silence: nil
    }
  }

  private func visit(_ key: Int, of task: String) -> String? {
    story.lanes.first { lane in lane.tasks.contains { $0.id == task } }
      .flatMap { $0.visit(key)?.id }
  }

  private var tasks: [TaskStory] { story.lanes.flatMap(\.tasks) }

  private func message(_ id: String) -> String? {
    story.message(id).map { MessageName.text($0.name, page) }
  }

  private func timer(_ id: String) -> String? {
    story.lanes.flatMap(\.timers).first { $0.id == id }.map { page.label($0.element) }
  }

  // MARK: Messages

  func state(of message: MessageStory) -> Chip {
    switch message.state {
    case .inFlight: Chip(texts["state.inFlight"], .info)
    case .behind(let gap): Chip(texts("state.behind", ["number": "\(gap)"]), .warn)
    case .early: Chip(texts["state.early"], .info)
    case .used: Chip(texts["state.used"], .good)
    case .unread: Chip(texts["state.unread"], .warn)
    case .quarantined: Chip(texts["state.quarantined"], .bad)
    case .tooLate: Chip(texts["state.tooLate"], .warn)
    case .overtaken(let later): Chip(texts("state.overtaken", ["number": "\(later)"]), .bad)
    }
  }

  // MARK: Incidents and timers

  /// How an incident stands.
  func ending(of incident: IncidentStory) -> Chip {
    if incident.resolvedAt == nil { return Chip(texts["ending.open"], .bad) }
    return incident.resolvedBy == nil
      ? Chip(texts["ending.left"], .info) : Chip(texts["ending.resolved"], .good)
  }

  /// How a timer stands.
  func ending(of timer: TimerStory) -> Chip {
    switch timer.ending {
    case .fired: Chip(texts["ending.fired"], .warn)
    case .canceled: Chip(texts["ending.canceled"], .info)
    case nil:
      timer.due < story.now
        ? Chip(texts["ending.late"], .bad) : Chip(texts["ending.running"], .info)
    }
  }
}

/// Why the order is not over, place by place.
struct ExplanationModel {
  private let words: StoryWords

  init(_ words: StoryWords) { self.words = words }

  var sections: [[String: Any]] {
    words.story.explanations.map { item in
      let place = item.element.map { words.page.label($0) }
      let party = words.texts.model(item.party)
      return [
        "title": place.map { "\(party): \($0)" } ?? party,
        "holder": item.explanation.holder.map { holder in
          [
            "text": words.texts("explain.waitsFor", ["holder": words.name(holder)]),
            "style": words.style(holder),
          ]
        } ?? false as Any,
        "lines": Self.lines(item.explanation, words),
      ]
    }
  }

  static func lines(_ explanation: Explanation, _ words: StoryWords) -> [[String: Any]] {
    explanation.lines.enumerated().map { index, line in
      [
        "text": words.page.sentence(line.statement), "depth": "depth-\(min(line.depth, 4))",
        "isRoot": index == explanation.lines.count - 1 && index > 0,
        "href": line.part.flatMap { Self.anchor($0) } ?? false as Any,
      ]
    }
  }

  /// What has a row of its own on the page.
  private static let rows = ["visit-", "message-", "incident-", "timer-"]

  private static func anchor(_ part: String) -> String? {
    rows.contains { part.hasPrefix($0) } ? "#\(part)" : nil
  }
}
