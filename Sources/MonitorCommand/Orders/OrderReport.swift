import FEEL
import FoundationEssentials
import Monitoring
import ProcessEngine
import Terminal

/// One order with its history, for people and for programs.
struct OrderReport {
  let order: OrderPicture
  let line: TimeLine
  let map: ProcessMap
  let now: Timestamp

  // MARK: For people

  func print(to console: Console) {
    var head = TextLine(.init("Order \(order.reference ?? "")", .strong))
    head.add(" \(order.order)", .quiet)
    console.print([head])
    let facts = [order.buyer, order.total].compactMap { $0 }.joined(separator: ", ")
    if !facts.isEmpty { console.print([TextLine(.init(facts))]) }
    for side in order.sides { console.print([summary(of: side)]) }
    console.print("")
    console.print(table)
  }

  private func summary(of side: OrderSide) -> TextLine {
    var line = TextLine(.init("\(side.id.party): ", .heading))
    if let outcome = side.outcome {
      line.add("ended as \(outcome)", .good)
      line.add(" after \(RelativeTime.length(side.updatedAt - side.startedAt))", .quiet)
    } else {
      let places = side.elements.map(map.label(of:)).joined(separator: ", ")
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

  private var table: Table {
    var table = Table([
      .init("AT"), .init("POOL"), .init("STEP", alignment: .right), .init("WHAT", minimum: 24),
    ])
    for item in line.items {
      for (index, happening) in item.happenings.enumerated() {
        let isFirst = index == 0
        table.add([
          .init(
            isFirst
              ? String(item.at.description.dropLast().prefix(23)).replacing("T", with: " ") : "",
            .quiet),
          .init(isFirst ? item.party : "", .strong), isFirst ? "\(item.step)" : "",
          .init(text(of: happening, at: item), style(of: happening)),
        ])
      }
      if item.happenings.isEmpty {
        table.add([
          .init(LiveText.time(item.at), .quiet), .init(item.party, .strong), "\(item.step)",
          "went on",
        ])
      }
    }
    return table
  }

  private func text(of happening: TimeLine.Happening, at item: TimeLine.Item) -> String {
    guard let message = happening.message else { return happening.text }
    let number = message.sequence.map { " #\($0)" } ?? ""
    let isSending = message.sentAt == item.at && happening.text.hasPrefix("sent")
    if isSending {
      guard let received = message.receivedAt else {
        return "\(happening.text)\(number), not taken in yet"
      }
      let after = message.transit.map { ", after \(Self.length($0))" } ?? ""
      return "\(happening.text)\(number), taken in \(LiveText.clock(received))\(after)"
    }
    guard happening.text.hasPrefix("received"), let sent = message.sentAt else {
      return happening.text
    }
    return "\(happening.text)\(number), sent \(LiveText.clock(sent))"
  }

  /// Clocks that differ make a message arrive before it was sent: that is shown as it is.
  private static func length(_ duration: Duration) -> String {
    duration < .zero ? "−\(RelativeTime.length(.zero - duration))" : RelativeTime.length(duration)
  }

  private func style(of happening: TimeLine.Happening) -> Style {
    if happening.message != nil { return .active }
    if happening.text.hasPrefix("incident") || happening.text.hasPrefix("job failed") {
      return .bad
    }
    if happening.text.hasPrefix("ended") { return .good }
    return happening.text.hasPrefix("reached") ? .quiet : .plain
  }

  // MARK: For programs

  var json: Value {
    var context = OrderJSON.picture(order).context ?? Context()
    context["messages"] = .list(messages)
    context["timeLine"] = .list(items)
    return .context(context)
  }

  var items: [Value] {
    line.items.map { item in
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

  private var messages: [Value] {
    order.messages.sorted { left, right in
      let (first, second) = (left.value.sending?.at, right.value.sending?.at)
      return (first?.microseconds ?? .max, left.key.id) < (
        second?.microseconds ?? .max, right.key.id
      )
    }.map { key, track in
      .context([
        "id": .string(key.id), "name": .string(track.name),
        "sender": OrderJSON.text(track.sending?.sender),
        "receiver": OrderJSON.text(track.sending?.receiver ?? track.receipt?.receiver),
        "sequence": track.sending.map { .number($0.sequence) } ?? .null,
        "sentAt": OrderJSON.time(track.sending?.at),
        "receivedAt": OrderJSON.time(track.receipt?.at),
        "correlatedAt": OrderJSON.time(track.correlatedAt),
        "correlatedTo": OrderJSON.text(track.correlatedTo),
        "quarantinedAt": OrderJSON.time(track.quarantinedAt),
        "quarantineReason": OrderJSON.text(track.quarantineReason),
      ])
    }
  }
}
