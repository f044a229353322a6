import BPMN

/// Pools below each other, each a list of its elements in the order of the flow, in columns; between them the messages.
struct TextList {
  private let request: TextDrawing.Request
  private var grid: TextGrid

  static func draw(_ request: TextDrawing.Request) -> TextGrid {
    var list = TextList(request)
    list.draw()
    return list.grid
  }

  private init(_ request: TextDrawing.Request) {
    self.request = request
    grid = TextGrid(columns: request.columns, rows: request.rows, width: request.width)
  }

  private struct Entry {
    /// Nil for the heading of a group.
    let node: Drawing.Node?
    let name: String
    let counts: [TextDrawing.Piece]
    /// Of a group under a heading.
    var isInside = false
  }

  private mutating func draw() {
    let drawing = request.drawing
    let pools = drawing.pools.sorted { $0.bounds.y < $1.bounds.y }
    let messages = messageRows(pools)
    // The legend, the messages, and two borders of each pool.
    let room = request.rows - 1 - messages.count - 2 * max(1, pools.count)
    guard !pools.isEmpty else {
      put(nodes: drawing.nodes, in: 0..<max(1, room), "")
      return
    }
    let sizes = shares(of: room, pools.map { pool in drawing.nodes.count { $0.pool == pool.id } })
    var y = 0
    for (index, pool) in pools.enumerated() {
      grid.box(0, y, request.columns - 1, y + sizes[index] + 1, .border)
      put(
        nodes: drawing.nodes.filter { $0.pool == pool.id }, in: (y + 1)..<(y + 1 + sizes[index]),
        pool.name)
      y += sizes[index] + 2
      if index == 0 {
        for row in messages {
          put(row, y)
          y += 1
        }
      }
    }
  }

  /// Rows for each pool, by how much is in it: none for a closed one, but at least two for any other.
  private func shares(of room: Int, _ counts: [Int]) -> [Int] {
    let total = max(1, counts.reduce(0, +))
    var sizes = counts.map { $0 == 0 ? 0 : max(2, room * $0 / total) }
    if let last = counts.lastIndex(where: { $0 > 0 }) {
      sizes[last] = max(2, sizes[last] + room - sizes.reduce(0, +))
    }
    return sizes
  }

  // MARK: One pool

  private mutating func put(nodes: [Drawing.Node], in rows: Range<Int>, _ name: String) {
    guard !rows.isEmpty else {
      grid.put(" \(name) ", 2, rows.lowerBound - 1, .heading)
      return
    }
    let width = request.columns - 4
    let all = entries(of: nodes)
    // Fewer columns show more of the names; as many as what has tokens needs, and what matters else.
    let wanted = all.count { !$0.counts.isEmpty || weight(of: $0) > 1 }
    let most = max(1, min(width / 24, (all.count + rows.count - 1) / rows.count))
    let columns = min(most, max(width / 32, (wanted + rows.count - 1) / rows.count))
    let shown = chosen(all, columns * rows.count)
    let step = width / columns
    for (index, entry) in shown.enumerated() {
      put(
        entry, 2 + index / rows.count * step, rows.lowerBound + index % rows.count, room: step - 2)
    }
    let hidden = all.count { $0.node != nil } - shown.count { $0.node != nil }
    let more =
      hidden > 0
      ? " (" + request.words.more.replacing("{count}", with: "\(hidden)") + ")" : ""
    if !name.isEmpty { grid.put(" \(name)\(more) ", 2, rows.lowerBound - 1, .heading) }
  }

  /// Elements in the order in which the drawing is read; those of a lane or subprocess together, under its name.
  private func entries(of nodes: [Drawing.Node]) -> [Entry] {
    let steps = nodes.filter { !$0.kind.isFrame }
    // What is in no group is one of its own.
    let groups = Dictionary(grouping: steps) { group(of: $0) ?? $0.id }
    let ordered = groups.sorted { left, right in
      (start(of: left.value), left.key) < (start(of: right.value), right.key)
    }
    return ordered.flatMap { id, members in
      let heading = heading(of: id)
      let entries = members.sorted {
        ($0.bounds.middle.x, $0.bounds.y) < ($1.bounds.middle.x, $1.bounds.y)
      }.compactMap { entry(of: $0, isInside: heading != nil) }
      return [heading].compactMap(\.self) + entries
    }
  }

  private func heading(of group: String) -> Entry? {
    let drawing = request.drawing
    let frame = drawing.nodes.first { $0.id == group && $0.kind.isFrame }?.name
    guard let name = drawing.lanes.first(where: { $0.id == group })?.name ?? frame else {
      return nil
    }
    return Entry(node: nil, name: name, counts: TextSigns.counts(request.marks[group]))
  }

  private func entry(of node: Drawing.Node, isInside: Bool) -> Entry? {
    let counts = TextSigns.counts(request.marks[node.id])
    let name = request.drawing.spokenName(of: node) ?? (counts.isEmpty ? nil : node.id)
    return name.map { Entry(node: node, name: $0, counts: counts, isInside: isInside) }
  }

  private func group(of node: Drawing.Node) -> String? {
    if let lane = node.lane { return lane }
    var outermost = node.parent
    while let id = outermost,
      let parent = request.drawing.nodes.first(where: { $0.id == id })?.parent
    { outermost = parent }
    return outermost
  }

  private func start(of nodes: [Drawing.Node]) -> Double {
    nodes.map(\.bounds.x).min() ?? 0
  }

  private func weight(of entry: Entry) -> Int {
    if !entry.counts.isEmpty { return 10 }
    return entry.node.map { TextSigns.weight(of: $0.kind) } ?? 5
  }

  /// As many as have room: those that show something first, then by their weight; in their order.
  private func chosen(_ entries: [Entry], _ room: Int) -> [Entry] {
    guard entries.count > room else { return entries }
    let byWeight = entries.indices.sorted {
      (-weight(of: entries[$0]), $0) < (-weight(of: entries[$1]), $1)
    }
    let kept = Set(byWeight.prefix(room))
    let shown = entries.indices.filter(kept.contains).map { entries[$0] }
    // A heading with nothing under it says nothing.
    return shown.enumerated().filter { index, entry in
      entry.node != nil || !entry.counts.isEmpty
        || (index + 1 < shown.count && shown[index + 1].isInside)
    }.map(\.element)
  }

  private mutating func put(_ entry: Entry, _ x: Int, _ y: Int, room: Int) {
    let counts = entry.counts.map { request.width(of: $0.text) }.reduce(0, +)
    let left = room - (counts > 0 ? counts + 1 : 0)
    var place = x + left + 1
    for piece in entry.counts {
      grid.put(piece.text, place, y, piece.role)
      place += request.width(of: piece.text)
    }
    guard let node = entry.node else {
      grid.put(shortened(entry.name, to: left), x, y, .heading)
      return
    }
    let indent = entry.isInside ? 1 : 0
    let isSelected = node.id == request.selected
    grid.put(TextSigns.sign(of: node.kind), x + indent, y, isSelected ? .selected : .sign)
    grid.put(
      shortened(entry.name, to: left - 2 - indent), x + 2 + indent, y,
      isSelected ? .selected : .name)
  }

  private func shortened(_ name: String, to room: Int) -> String {
    NameShortening.shortened(name, to: room, width: request.width)
  }

  // MARK: Messages

  private struct MessageRow {
    let isDown: Bool
    /// Those in flight first, then from left to right.
    let messages: [(name: String, count: Int, x: Double)]
  }

  /// Down and up; flows of one message count together.
  private func messageRows(_ pools: [Drawing.Pool]) -> [MessageRow] {
    guard pools.count > 1, let first = pools.first else { return [] }
    let messages = request.drawing.flows.filter(\.isMessage)
    return [true, false].map { isDown in
      let own = messages.filter { flow in
        ((flow.waypoints.first?.y ?? 0) < first.bounds.bottom + 1) == isDown
      }
      let named = Dictionary(grouping: own) { name(of: $0, among: own) ?? "" }
      let counted = named.filter { !$0.key.isEmpty }.map { name, flows in
        (
          name: name, count: flows.reduce(0) { $0 + (request.marks[$1.id].tokens ?? 0) },
          x: flows.map { $0.waypoints[0].x }.min() ?? 0
        )
      }
      return MessageRow(
        isDown: isDown,
        messages: counted.sorted {
          ($0.count > 0 ? 0 : 1, $0.x, $0.name) < ($1.count > 0 ? 0 : 1, $1.x, $1.name)
        })
    }
  }

  private mutating func put(_ row: MessageRow, _ y: Int) {
    if !row.messages.isEmpty { grid.put(row.isDown ? "▼" : "▲", 2, y, .message) }
    var x = 4
    for message in row.messages {
      let count = message.count > 0 ? " " + SVGBadge.text(message.count) : ""
      let (name, number) = (request.width(of: message.name), request.width(of: count))
      guard x + name + number < request.columns - 1 else { return }
      if x > 4 { grid.put("·", x - 2, y, .line) }
      grid.put(message.name, x, y, .message)
      grid.put(count, x + name, y, .count)
      x += name + number + 3
    }
  }

  /// A message that is awaited at several places is named at one of them.
  private func name(of flow: Drawing.Flow, among flows: [Drawing.Flow]) -> String? {
    flow.name ?? flows.first { $0.source == flow.source && $0.name != nil }?.name
  }
}
