import FEEL
import Monitoring
import SVG
import WebPages

/// Both parties' lanes and the broker between them on one time line: what was open where and when, every message on its
/// way, and whose turn it was. Long gaps in which nothing happens are folded (`TimeScale`).
struct LaneDrawing {
  private let words: StoryWords
  private let story: OrderStory
  private let scale: TimeScale
  private let upper: Lane
  private let lower: Lane?

  private static let width = 1_180.0
  private static let left = 84.0
  private static let right = 16.0
  private static let rowHeight = 24.0
  private static let strip = (y: 30.0, height: 14.0)
  private static let lanesTop = 56.0
  /// Between the lanes: messages, with names on three levels.
  private static let brokerHeight = 86.0

  init(_ words: StoryWords) {
    self.words = words
    story = words.story
    scale = story.scale(width: Self.width - Self.left - Self.right)
    let lanes = story.lanes
    let place = { [scale] (time: Timestamp) in Self.left + scale.x(of: time) }
    upper = Lane(lanes[0], until: story.now, top: Self.lanesTop, place)
    lower =
      lanes.count > 1
      ? Lane(lanes[1], until: story.now, top: upper.bottom + Self.brokerHeight, place) : nil
  }

  /// One party's bars in as few rows as have room for them.
  private struct Lane {
    struct Bar {
      let visit: Swimlane.Visit
      let from: Double
      let to: Double
      let row: Int
    }

    let lane: Swimlane
    let top: Double
    let bars: [Bar]
    let rows: Int
    var bottom: Double { top + 12 + Double(rows) * rowHeight }

    init(
      _ lane: Swimlane, until now: Timestamp, top: Double, _ place: (Timestamp) -> Double
    ) {
      self.lane = lane
      self.top = top
      let scopes = Set(lane.visits.compactMap(\.scope))
      var ends: [Double] = []
      var bars: [Bar] = []
      for visit in lane.visits where !visit.isInstant && !scopes.contains(visit.key) {
        let from = place(visit.enteredAt)
        let to = max(place(visit.leftAt ?? now), from + 3)
        let row = ends.firstIndex { $0 <= from + 0.5 } ?? ends.count
        if row == ends.count { ends.append(to) } else { ends[row] = to }
        bars.append(Bar(visit: visit, from: from, to: to, row: row))
      }
      self.bars = bars
      rows = max(1, ends.count)
    }
  }

  private func x(_ time: Timestamp) -> Double { Self.left + scale.x(of: time) }
  private var height: Double { (lower?.bottom ?? upper.bottom) + 26 }

  var svg: String {
    let title = words.texts["order.timeLine"]
    return Markup(
      "svg",
      [
        "class": "plot lanes", "role": "group", "aria-label": title,
        "xmlns": "http://www.w3.org/2000/svg",
        "viewBox": "0 0 \(Self.width.attributeText) \(height.attributeText)",
        "width": Self.width, "height": height,
      ],
      [Markup("title", [:], Markup(words: title))] + folds + axis + turns
        + [upper, lower].compactMap(\.self).enumerated().flatMap {
          lane($0.element, "s\($0.offset + 1)")
        }
        + broker
    ).text
  }

  // MARK: Time

  /// Where a stretch was folded, with how long it was.
  private var folds: [Markup] {
    scale.segments.filter(\.isFolded).map { segment in
      let box = (x: Self.left + segment.x, width: segment.width)
      let text = words.formats.brief(segment.duration)
      let fits = TextMeasure.width(of: text, size: 11) < box.width
      return Markup(
        "g", ["class": "fold"],
        Markup("title", [:], Markup(words: words.texts("order.folded", ["time": text]))),
        Markup(
          "rect",
          [
            "class": "band s8", "x": box.x, "y": Self.lanesTop - 4, "width": box.width,
            "height": height - Self.lanesTop - 16,
          ]),
        fits
          ? Markup(
            "text", ["class": "tick middle", "x": box.x + box.width / 2, "y": height - 6],
            Markup(words: text))
          : Markup())
    }
  }

  /// The time of a step wherever there is room for it; the day where it changes.
  private var axis: [Markup] {
    var last = -Double.infinity
    var day = ""
    return Set(story.times).sorted().flatMap { time -> [Markup] in
      guard let moment = DateTime(time) else { return [] }
      let date = words.formats.date(moment.date)
      let clock = words.formats.clock(moment.time, withSeconds: true)
      let text = date == day ? clock : "\(date.dropLast(5)) \(clock)"
      let width = TextMeasure.width(of: text, size: 11)
      let place = x(time)
      let start = min(place, Self.width - width - 2)
      guard start >= last else { return [] }
      day = date
      last = start + width + 14
      return [
        Markup("path", ["class": "axis", "d": "M\(String.at(place, 18))v6"]),
        Markup("text", ["class": "tick", "x": start, "y": 13], Markup(words: text)),
      ]
    }
  }

  // MARK: Whose turn

  private var turns: [Markup] {
    let label = Markup(
      "text", ["class": "tick", "x": 0, "y": Self.strip.y + 11],
      Markup(words: words.texts["ball.short"]))
    return [label]
      + story.ball.segments.map { segment in
        let (from, to) = (x(segment.from), x(segment.to))
        let text = [
          words.name(segment.holder), words.formats.brief(segment.duration),
          words.reason(segment.reason),
        ].joined(separator: ", ")
        return linked(
          words.anchor(segment.reason),
          Markup(
            "g", ["class": "turn \(words.style(segment.holder))"],
            Markup("title", [:], Markup(words: text)),
            Markup(
              "rect",
              [
                "class": "mark", "x": from, "y": Self.strip.y, "width": max(to - from, 0.5),
                "height": Self.strip.height,
              ])), text)
      }
  }

  private func linked(_ anchor: String?, _ content: Markup, _ text: String) -> Markup {
    anchor.map { Markup("a", ["href": $0, "aria-label": text], content) } ?? content
  }

  // MARK: Lanes

  private func lane(_ lane: Lane, _ style: String) -> [Markup] {
    let name = words.texts.model(lane.lane.party)
    let frame = Markup(
      "rect",
      [
        "class": "lane", "x": 0, "y": lane.top, "width": Self.width,
        "height": lane.bottom - lane.top, "rx": 6,
      ])
    let label = Markup(
      "text", ["class": "note", "x": 10, "y": (lane.top + lane.bottom) / 2 + 4],
      Markup(words: name))
    return [frame, label] + lane.bars.map { bar($0, lane, style) }
      + lane.lane.incidents.map { incident($0, lane) }
      + lane.lane.timers.filter { $0.ending == .fired }.map { timer($0, lane) }
  }

  private func bar(_ bar: Lane.Bar, _ lane: Lane, _ style: String) -> Markup {
    let visit = bar.visit
    let name = words.page.label(visit.element)
    let y = lane.top + 6 + Double(bar.row) * Self.rowHeight
    let length = (visit.leftAt ?? story.now) - visit.enteredAt
    var text = "\(name): \(words.formats.brief(length))"
    if visit.leftAt == nil { text += ", \(words.texts["order.still"])" }
    let task = lane.lane.tasks.first { $0.visit == visit.key }
    let claim = task?.claimedAt.map { min(max(x($0), bar.from), bar.to) }
    let shown = shortened(name, to: bar.to - bar.from - 10)
    return Markup(
      "a", ["href": "#\(visit.id)", "aria-label": text],
      Markup(
        "g",
        [
          "class":
            "visit \(style)\(visit.leftAt == nil ? " open" : "")\(task == nil ? "" : " task")"
        ],
        Markup("title", [:], Markup(words: text)),
        Markup(
          "rect",
          [
            "class": "mark", "x": bar.from, "y": y, "width": bar.to - bar.from, "height": 19,
            "rx": 3,
          ]),
        claim.map {
          Markup(
            "rect", ["class": "work", "x": $0, "y": y + 16, "width": bar.to - $0, "height": 3])
        } ?? Markup(),
        shown.isEmpty
          ? Markup()
          : Markup(
            "text", ["class": "inside", "x": bar.from + 5, "y": y + 13], Markup(words: shown))))
  }

  private func shortened(_ name: String, to width: Double) -> String {
    if TextMeasure.width(of: name, size: 11) <= width { return name }
    var kept = name
    while !kept.isEmpty, TextMeasure.width(of: kept + "…", size: 11) > width { kept.removeLast() }
    return kept.count < 3 ? "" : kept + "…"
  }

  private func incident(_ incident: IncidentStory, _ lane: Lane) -> Markup {
    let from = x(incident.raisedAt)
    let to = x(incident.resolvedAt ?? story.now)
    let width = max(3, to - from)
    let text =
      "\(words.page.label(incident.element)): \(incident.reason), \(words.ending(of: incident).text)"
    return linked(
      "#\(incident.id)",
      Markup(
        "g", ["class": "trouble"], Markup("title", [:], Markup(words: text)),
        touch(x: from, y: lane.bottom - 9, width: width),
        Markup(
          "rect",
          ["class": "mark", "x": from, "y": lane.bottom - 5, "width": width, "height": 4])), text)
  }

  /// Small marks are hit around them as well.
  private func touch(x: Double, y: Double, width: Double) -> Markup {
    Markup("rect", ["class": "touch", "x": x - 4, "y": y, "width": width + 8, "height": 12])
  }

  private func timer(_ timer: TimerStory, _ lane: Lane) -> Markup {
    let place = x(timer.endedAt ?? timer.due)
    let text = "\(words.page.label(timer.element)): \(words.ending(of: timer).text)"
    return linked(
      "#\(timer.id)",
      Markup(
        "g", ["class": "timer"], Markup("title", [:], Markup(words: text)),
        touch(x: place, y: lane.bottom - 11, width: 0),
        Markup(
          "path", ["class": "mark", "d": "M\(String.at(place, lane.bottom - 9))l4 4l-4 4l-4-4z"])),
      text)
  }

  // MARK: Between them

  private var broker: [Markup] {
    guard let lower else { return [] }
    let middle = (upper.bottom + lower.top) / 2
    let label = Markup(
      "text", ["class": "note", "x": 10, "y": middle + 4], Markup(words: words.texts["ball.broker"])
    )
    var free = [Double](repeating: -.infinity, count: 3)
    return [label] + story.messages.map { message in self.message(message, lower, &free) }
  }

  private func message(_ message: MessageStory, _ lower: Lane, _ free: inout [Double]) -> Markup {
    let isDown = message.sender == upper.lane.party
    let (start, end) = isDown ? (upper.bottom, lower.top) : (lower.top, upper.bottom)
    let from = x(message.sentAt ?? message.receivedAt ?? story.now)
    let to = x(message.receivedAt ?? message.quarantine?.at ?? story.now)
    let name = MessageName.text(message.name, words.page)
    let state = words.state(of: message)
    let hop = message.hop.map { ", \(words.formats.brief($0))" } ?? ""
    let text = "\(name): \(state.text)\(hop)"
    let width = TextMeasure.width(of: name, size: 11)
    let place = (from + to) / 2 + 7
    let level = free.firstIndex { $0 < place && place + width < Self.width }
    if let level { free[level] = place + width + 8 }
    let confirmed = message.publishedAt.map { time in
      // On the line, also where clocks differ.
      let place = min(max(from, to), max(min(from, to), x(time)))
      let part = from == to ? 0.5 : (place - from) / (to - from)
      return Markup(
        "circle", ["class": "stop", "cx": place, "cy": start + (end - start) * part, "r": 2.5])
    }
    let arrived = message.receivedAt != nil || message.quarantine != nil
    let tip = isDown ? end - 1 : end + 1
    return Markup(
      "a", ["href": "#\(message.id)", "aria-label": text],
      Markup(
        "g", ["class": "mail \(state.kind.rawValue)\(arrived ? "" : " open")"],
        Markup("title", [:], Markup(words: text)),
        Markup(
          "path", ["class": "touch-line", "d": "M\(String.at(from, start))L\(String.at(to, end))"]),
        Markup("path", ["class": "line", "d": "M\(String.at(from, start))L\(String.at(to, end))"]),
        Markup("circle", ["class": "mark", "cx": from, "cy": start, "r": 3]),
        confirmed ?? Markup(),
        arrived
          ? Markup(
            "path", ["class": "mark", "d": "M\(String.at(to, tip))l-4 \(isDown ? -8 : 8)h8z"])
          : Markup(),
        level.map {
          Markup(
            "text", ["class": "tick", "x": place, "y": upper.bottom + 25 + Double($0) * 20],
            Markup(words: name))
        } ?? Markup()))
  }
}
