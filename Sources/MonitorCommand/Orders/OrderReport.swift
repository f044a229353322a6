import Exchange
import FEEL
import Monitoring
import ProcessEngine
import Terminal

/// One order with its story, for people and for programs.
struct OrderReport {
  let order: OrderPicture
  let story: OrderStory
  let conformance: OrderConformance

  /// - Parameter limit: how long a message may take.
  init(
    order: OrderPicture, entries: [JournalEntry], notices: [MessageNotice], map: ProcessMap,
    now: Timestamp, limit: Duration
  ) {
    self.order = order
    story = OrderStory(of: order.order, entries: entries, notices: notices, map: map, now: now)
    conformance = OrderConformance(of: story, entries: entries, limit: limit)
  }

  private var now: Timestamp { story.now }

  // MARK: For people

  func print(to console: Console, explaining: Bool = false, everyStep: Bool = false) {
    console.print(head)
    console.print("")
    console.print(swimlanes(width: console.width, everyStep: everyStep))
    guard explaining else { return }
    console.print("")
    console.print(explanation(width: console.width))
  }

  /// What it is, where each side is, and whose turn it was.
  var head: [TextLine] {
    var line = TextLine(.init("Order \(order.reference ?? "")", .strong))
    line.add(" \(order.order)", .quiet)
    let facts = [order.buyer, order.total].compactMap { $0 }.joined(separator: ", ")
    return [line] + (facts.isEmpty ? [] : [TextLine(.init(facts))]) + order.sides.map(summary)
      + BallText(ball: story.ball, isEnded: story.isEnded).lines + remarks
  }

  /// Everything that happened, downwards in time.
  func swimlanes(width: Int?, everyStep: Bool) -> [TextLine] {
    SwimlaneTable(story: story, everyStep: everyStep).table.textLines(width: width)
  }

  /// Why it is not over, and for whom it waits.
  func explanation(width: Int?) -> [TextLine] {
    ExplanationText(sections: ExplanationText.sections(of: story), now: now).lines(width: width)
  }

  private func summary(of side: OrderSide) -> TextLine {
    var line = TextLine(.init("\(side.id.party): ", .heading))
    if let outcome = side.outcome {
      line.add("ended as \(outcome)", .good)
      line.add(" after \(RelativeTime.length(side.updatedAt - side.startedAt))", .quiet)
    } else {
      let places = side.elements.map(story.map.label(of:)).joined(separator: ", ")
      line.add(places.isEmpty ? "running" : "at \(places)", .active)
    }
    for task in side.instance?.tasks ?? [] {
      let due = task.due.map { ", due \(RelativeTime.text(of: $0, now: now))" } ?? ""
      let isOverdue = task.due.map { $0 < now } ?? false
      line.add("; task \(task.name)\(due)", isOverdue ? .warning : .plain)
    }
    for incident in side.incidents { line.add("; incident: \(incident.reason)", .bad) }
    if !side.waiting.isEmpty || side.step == 0 { line.add("; steps are missing", .bad) }
    return line
  }

  /// What is not as it should be between the parties.
  private var remarks: [TextLine] {
    var lines = conformance.findings.map { finding in
      TextLine(.init("\(finding.kind.rawValue): ", .warning), .init(finding.statement.english))
    }
    if let clocks = story.clocks, clocks.isCertain {
      let difference =
        clocks.bounds.map { "by about " + SignedLength.text($0.estimate) }
        ?? "by what changed meanwhile"
      lines.append(
        TextLine(
          .init("clocks: ", .warning),
          .init("that of \(clocks.party) differs from that of \(clocks.reference) \(difference)")))
    }
    return lines
  }

  // MARK: For programs

  var json: Value {
    var context = OrderJSON.picture(order).context ?? Context()
    context["leadTime"] = BallText.microseconds(story.ball.leadTime)
    context["isEnded"] = .boolean(story.isEnded)
    context["ballInCourt"] = BallText(ball: story.ball, isEnded: story.isEnded).json
    context["lanes"] = .list(story.lanes.map(StoryJSON.lane))
    context["messages"] = .list(story.messages.map(StoryJSON.message))
    context["findings"] = .list(conformance.findings.map(StoryJSON.finding))
    context["clockOffset"] = story.clocks.map(StoryJSON.clocks) ?? .null
    context["explanations"] = .list(
      ExplanationText(sections: ExplanationText.sections(of: story), now: now).json)
    context["timeLine"] = .list(items)
    return .context(context)
  }

  var items: [Value] {
    story.line.items.map { item in
      .context([
        "at": .string(item.at.description), "pool": .string(item.party), "lane": .number(item.lane),
        "number": .number(item.number), "step": .number(item.step),
        "happenings": .list(
          item.happenings.map { happening in
            .context([
              "text": .string(happening.text), "message": OrderJSON.text(happening.message?.id),
            ])
          }),
      ])
    }
  }
}
