import FEEL
import Monitoring
import Terminal

/// Draws an overview on a screen of any size: a value in, lines out.
///
/// From top to bottom: title, the two pools side by side, messages on their way, newest steps, what needs attention, keys.
/// What is left of the height after the fixed lines is shared among the three lists.
struct LiveScreen: Sendable {
  static let smallest = Screen.Size(columns: 60, rows: 16)

  let size: Screen.Size
  let map: ProcessMap
  /// What keeps the picture from being current; nil when nothing does.
  let trouble: String?

  init(size: Screen.Size, map: ProcessMap, trouble: String? = nil) {
    self.size = size
    self.map = map
    self.trouble = trouble
  }

  func lines(of overview: Overview) -> [TextLine] {
    guard size.columns >= Self.smallest.columns, size.rows >= Self.smallest.rows else {
      return [
        TextLine(
          .init(
            "This window is too small: \(Self.smallest.columns) columns and \(Self.smallest.rows) lines at least. q quits.",
            .warning))
      ]
    }
    let heights = heights(for: overview)
    var lines = [title(overview)]
    lines += pools(overview, elements: heights.elements)
    lines.append(flows(overview))
    lines += transitions(overview, count: heights.transitions)
    lines += attention(overview, count: heights.attention)
    while lines.count < size.rows - 1 { lines.append(TextLine()) }
    lines.append(footer(overview))
    return lines
  }

  // MARK: Sharing the height

  private struct Heights {
    var elements: Int
    var transitions: Int
    var attention: Int
  }

  /// Title, blank, pool heads, rates, outcomes, blank, flows, three headings with their blank lines, footer.
  private static let fixedLines = 12

  private func heights(for overview: Overview) -> Heights {
    let free = max(3, size.rows - Self.fixedLines)
    let attention = overview.stuck.count + overview.overdue.count
    let most = overview.parties.map { tokens(of: $0).count }.max() ?? 0
    var heights = Heights(elements: free * 2 / 5, transitions: 0, attention: free * 3 / 10)
    heights.elements = max(1, min(heights.elements, max(most, 3)))
    heights.attention = max(1, min(heights.attention, attention))
    heights.transitions = max(1, free - heights.elements - heights.attention)
    return heights
  }

  // MARK: Parts

  private func title(_ overview: Overview) -> TextLine {
    var line = TextLine(.init("Duet", .strong), .init(map.name.isEmpty ? "" : " · \(map.name)"))
    let age = overview.reception.newestEntry.map { newest in
      "newest event \(RelativeTime.text(of: newest, now: overview.at))"
    }
    let state = trouble.map { ($0, Style.bad) } ?? (age ?? "nothing heard yet", .quiet)
    let clock = LiveText.time(overview.at)
    line.fill(to: max(20, size.columns - clock.count - 3 - state.0.displayWidth))
    line.add(state.0, state.1)
    line.add("   ")
    line.add(clock, .strong)
    return line
  }

  private func pools(_ overview: Overview, elements: Int) -> [TextLine] {
    let parties = overview.parties.prefix(2)
    let width = size.columns / 2 - 1
    let columns = parties.map { pool($0, elements: elements, width: width) }
    let height = columns.map(\.count).max() ?? 0
    return (0..<height).map { row in
      var line = TextLine()
      for (index, column) in columns.enumerated() {
        line.fill(to: index * (size.columns - width))
        if row < column.count { line.append(column[row]) }
      }
      return line
    }
  }

  private func pool(_ party: PartyOverview, elements: Int, width: Int) -> [TextLine] {
    var head = TextLine(.init(party.party, .heading))
    var counts = TextLine(.init("\(party.running) running", .active))
    if party.incidents > 0 {
      counts.add("  \(party.incidents) \(party.incidents == 1 ? "incident" : "incidents")", .bad)
    }
    head.fill(to: max(party.party.displayWidth + 1, width - counts.width))
    head.append(counts)
    let rates = TextLine(.init(LiveText.rates(of: party), .quiet))
    let outcomes = TextLine(.init(LiveText.outcomes(of: party), .good))
    var rows = tokens(of: party)
    if rows.count > elements {
      let shown = Set(rows.sorted { $0.count > $1.count }.prefix(elements - 1).map(\.element))
      let hidden = rows.filter { !shown.contains($0.element) }
      rows.removeAll { !shown.contains($0.element) }
      rows.append(
        Row(
          element: "", label: "… \(hidden.count) more", count: hidden.reduce(0) { $0 + $1.count }))
    }
    let list = (0..<elements).map { index -> TextLine in
      guard index < rows.count else { return TextLine() }
      let count = "\(rows[index].count)"
      var line = TextLine(.init("  \(rows[index].label)"))
      line.fill(to: width - count.count - 1)
      line.add(" \(count)", .strong)
      return line
    }
    return [TextLine(), head, rates] + list + [outcomes]
  }

  private struct Row {
    let element: String
    let label: String
    let count: Int
  }

  /// The flow nodes with tokens, in the order of the drawing; the process itself is none.
  private func tokens(of party: PartyOverview) -> [Row] {
    let drawn = map.pools.first { $0.name == party.party }?.elements ?? []
    let places = Dictionary(
      drawn.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    return party.tokens
      .filter { drawn.isEmpty || places[$0.key] != nil }
      .sorted { (places[$0.key] ?? .max, $0.key) < (places[$1.key] ?? .max, $1.key) }
      .map { Row(element: $0.key, label: map.label(of: $0.key), count: $0.value) }
  }

  private func flows(_ overview: Overview) -> TextLine {
    let moving = overview.flows.filter { $0.inFlight > 0 }
    let total = moving.reduce(0) { $0 + $1.inFlight }
    var line = TextLine(.init("On the way: ", .heading), .init("\(total)", .strong))
    let named = moving.map { "\($0.inFlight) \($0.name)" }.joined(separator: ", ")
    if !named.isEmpty { line.add("  \(named)") }
    let quarantined = overview.flows.reduce(0) { $0 + $1.quarantined }
    if quarantined > 0 { line.add("  \(quarantined) in quarantine", .warning) }
    return line
  }

  private func transitions(_ overview: Overview, count: Int) -> [TextLine] {
    let head = TextLine(.init("Newest", .heading))
    let rows = overview.transitions.prefix(count).map { transition -> TextLine in
      var line = TextLine(.init(LiveText.clock(transition.at), .quiet), .init("  "))
      line.add(transition.party)
      line.fill(to: 20)
      line.add(" \(transition.reference ?? LiveText.short(transition.order))", .active)
      line.fill(to: 33)
      line.add(" \(transition.text)")
      return line
    }
    let missing = max(0, count - rows.count)
    return [TextLine(), head] + rows + Array(repeating: TextLine(), count: missing)
  }

  private func attention(_ overview: Overview, count: Int) -> [TextLine] {
    var head = TextLine(.init("Attention", .heading))
    if overview.stuck.isEmpty && overview.overdue.isEmpty {
      head.add("  nothing stuck, nothing overdue", .good)
    } else {
      head.add("  \(LiveText.count(overview.stuck)) stuck", overview.stuck.isEmpty ? .quiet : .bad)
      head.add(
        "  \(LiveText.count(overview.overdue)) overdue",
        overview.overdue.isEmpty ? .quiet : .warning)
    }
    // Both kinds are seen even when one of them is long.
    let overdue = min(overview.overdue.count, max(count / 2, count - overview.stuck.count))
    let items = overview.stuck.prefix(count - overdue) + overview.overdue.prefix(overdue)
    let rows = items.map { item -> TextLine in
      let isStuck = item.reason != .task
      var line = TextLine(
        .init(LiveText.word(for: item.reason), isStuck ? .bad : .warning))
      line.fill(to: 10)
      line.add(RelativeTime.length(max(.zero, overview.at - item.since)), .quiet)
      line.fill(to: 18)
      line.add(" \(item.reference ?? LiveText.short(item.order))", .active)
      line.fill(to: 31)
      line.add(" \(item.party)")
      line.fill(to: 42)
      line.add(" \(item.detail)")
      return line
    }
    return [TextLine(), head] + rows
  }

  private func footer(_ overview: Overview) -> TextLine {
    var line = TextLine(.init("q", .strong), .init(" quits"))
    let gaps = overview.reception.gaps.count
    let unreadable = overview.reception.unreadable
    if gaps > 0 { line.add("   \(gaps) gaps in what was heard", .warning) }
    if unreadable > 0 { line.add("   \(unreadable) unreadable", .warning) }
    let position =
      overview.reception.position.map { "stream offset \($0)" } ?? "no stream offset yet"
    line.fill(to: max(0, size.columns - position.count))
    line.add(position, .quiet)
    return line
  }
}
