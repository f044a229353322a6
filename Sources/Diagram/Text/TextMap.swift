import BPMN

/// Elements where the file has them, scaled to the grid; flows as lines, messages as dotted ones; names where there is
/// room, those of elements with tokens first.
struct TextMap {
  private let request: TextDrawing.Request
  private var grid: TextGrid
  private let drawing: Drawing

  static func draw(_ request: TextDrawing.Request) -> TextGrid {
    var map = TextMap(request)
    map.draw()
    return map.grid
  }

  private init(_ request: TextDrawing.Request) {
    self.request = request
    drawing = request.drawing
    grid = TextGrid(columns: request.columns, rows: request.rows, width: request.width)
  }

  private func column(_ x: Double) -> Int {
    scaled(x - drawing.bounds.x, drawing.bounds.width, request.columns - 1)
  }

  /// The last row is the legend's.
  private func row(_ y: Double) -> Int {
    scaled(y - drawing.bounds.y, drawing.bounds.height, request.rows - 2)
  }

  private func scaled(_ distance: Double, _ length: Double, _ cells: Int) -> Int {
    length > 0 ? Int((distance / length * Double(cells)).rounded()) : 0
  }

  private func place(_ point: Drawing.Point) -> (x: Int, y: Int) {
    (column(point.x), row(point.y))
  }

  private mutating func draw() {
    let frames = drawing.nodes.filter(\.kind.isFrame).sorted { $0.bounds.area > $1.bounds.area }
    for box in drawing.pools.map(\.bounds) + drawing.lanes.map(\.bounds) + frames.map(\.bounds) {
      grid.box(column(box.x), row(box.y), column(box.right), row(box.bottom), .border)
    }
    for flow in drawing.flows.filter(\.isMessage) { line(flow, .message) }
    for flow in drawing.flows.filter({ !$0.isMessage }) { line(flow, .line) }
    for pool in drawing.pools { heading(pool.bounds, pool.name) }
    for lane in drawing.lanes { heading(lane.bounds, lane.name) }
    for node in frames {
      heading(node.bounds, node.name, TextSigns.counts(request.marks[node.id]))
    }
    let nodes = drawing.nodes.filter { !$0.kind.isFrame }
    for node in nodes {
      let (x, y) = place(node.bounds.middle)
      grid.put(TextSigns.sign(of: node.kind), x, y, role(of: node, .sign))
    }
    for flow in drawing.flows.filter(\.isMessage) { tip(flow) }
    for flow in drawing.flows.filter(\.isMessage) { counts(flow) }
    // Where it is narrow, those come first that have something to show.
    for node in nodes.sorted(by: { weight($0) > weight($1) }) {
      counts(node)
      name(node)
    }
  }

  private func weight(_ node: Drawing.Node) -> Int {
    (TextSigns.counts(request.marks[node.id]).isEmpty ? 0 : 10) + TextSigns.weight(of: node.kind)
  }

  // MARK: Lines

  private mutating func heading(
    _ box: Drawing.Box, _ name: String?, _ counts: [TextDrawing.Piece] = []
  ) {
    let (left, top, right) = (column(box.x), row(box.y), column(box.right))
    guard let name, right - left > 6 else { return }
    let short = NameShortening.shortened(name, to: right - left - 5, width: request.width)
    grid.put(" \(short) ", left + 2, top, .heading)
    var x = left + 4 + request.width(of: short)
    for piece in counts {
      grid.put(piece.text + " ", x, top, piece.role)
      x += request.width(of: piece.text) + 1
    }
  }

  /// From the middle of one element to that of the next: at the edge of a wide one a line would end in the air.
  private mutating func line(_ flow: Drawing.Flow, _ role: TextDrawing.Role) {
    var places = flow.waypoints.map(place)
    for (index, end) in [(places.startIndex, flow.source), (places.endIndex - 1, flow.target)] {
      guard let node = drawing.nodes.first(where: { $0.id == end }), !node.kind.isFrame else {
        continue
      }
      let middle = place(node.bounds.middle)
      if middle.y == places[index].y { places[index].x = middle.x }
      if middle.x == places[index].x { places[index].y = middle.y }
    }
    for (start, end) in zip(places, places.dropFirst()) { grid.line(from: start, to: end, role) }
  }

  /// Where a message arrives.
  private mutating func tip(_ flow: Drawing.Flow) {
    let points = flow.waypoints
    let (before, end) = (place(points[points.count - 2]), place(points[points.count - 1]))
    let isDown = end.y > before.y
    let y = end.y + (isDown ? -1 : 1)
    if grid.isOpen(end.x..<end.x + 1, y) { grid.put(isDown ? "▼" : "▲", end.x, y, .message) }
  }

  // MARK: Numbers

  /// How many are under way, near where the flow leaves the others.
  private mutating func counts(_ flow: Drawing.Flow) {
    let (x, y) = place(SVGShapes.badgePlace(of: flow))
    let counts = TextSigns.counts(request.marks[flow.id])
    put(counts, besides: x - 1, y)
    if !counts.isEmpty, let name = flow.name { putOverLines(name, x, y) }
  }

  private mutating func counts(_ node: Drawing.Node) {
    let (x, y) = place(node.bounds.middle)
    put(TextSigns.counts(request.marks[node.id]), besides: x, y)
  }

  /// Whole or not at all: half a number would be a wrong one. Behind its element, else above, below, or before it.
  private mutating func put(_ pieces: [TextDrawing.Piece], besides x: Int, _ y: Int) {
    let width = pieces.map { request.width(of: $0.text) }.reduce(0, +)
    guard width > 0 else { return }
    let places = [
      (x + 1, y), (x, y - 1), (x, y + 1), (x - width + 1, y - 1), (x - width + 1, y + 1),
      (x - width, y), (x + 1, y - 2), (x + 1, y + 2),
    ]
    // One cell more at each end keeps it apart from other numbers.
    let found = places.first { place in
      let before = place.0 == x + 1 && place.1 == y ? place.0 : place.0 - 1
      return grid.isOpen(before..<place.0 + width + 1, place.1)
    }
    guard let found else { return }
    var next = found.0
    for piece in pieces {
      grid.put(piece.text, next, found.1, piece.role)
      next += request.width(of: piece.text)
    }
  }

  // MARK: Names

  /// Below, above, or beside its element, where the most of it has room.
  private mutating func name(_ node: Drawing.Node) {
    guard let name = node.name else { return }
    let (x, y) = place(node.bounds.middle)
    let full = request.width(of: name)
    var best: (x: Int, y: Int, room: Int)?
    for candidate in [(x, y + 1), (x, y - 1), (x + 2, y), (x, y + 2), (x, y - 2)] {
      guard let found = room(around: candidate.0, candidate.1, wanted: full) else { continue }
      if found.room > best?.room ?? 0 { best = (found.x, candidate.1, found.room) }
      if found.room == full { break }
    }
    // Less than five letters say little; beside a number it should be more.
    let isCounted = !TextSigns.counts(request.marks[node.id]).isEmpty
    if let best, best.room >= min(full, isCounted ? 9 : 5) {
      put(name, best.x, best.y, room: best.room, role(of: node, .name))
    } else if isCounted {
      putOverLines(name, x, y, role(of: node, .name))
    }
  }

  private func role(of node: Drawing.Node, _ role: TextDrawing.Role) -> TextDrawing.Role {
    node.id == request.selected ? .selected : role
  }

  private mutating func put(
    _ name: String, _ x: Int, _ y: Int, room: Int, _ role: TextDrawing.Role
  ) {
    grid.put(NameShortening.shortened(name, to: room, width: request.width), x, y, role)
  }

  /// A number needs a name more than a line its middle.
  private mutating func putOverLines(
    _ name: String, _ x: Int, _ y: Int, _ role: TextDrawing.Role = .name
  ) {
    for room in [min(12, request.width(of: name)), 8, 5] {
      for row in [y + 1, y - 1, y + 2, y - 2] {
        let left = x - room / 2
        guard 0..<(request.rows - 1) ~= row, grid.isOpen(left - 1..<left + room + 1, row) else {
          continue
        }
        return put(name, left, row, room: room, role)
      }
    }
  }

  /// The free cells around a place, with one more at each side, nearest to being centred.
  private func room(around x: Int, _ y: Int, wanted: Int) -> (x: Int, room: Int)? {
    guard 0..<(request.rows - 1) ~= y, grid.isFree(x, y) else { return nil }
    var (left, right) = (x, x)
    while x - left < wanted, grid.isFree(left - 1, y) { left -= 1 }
    while right - x < wanted, grid.isFree(right + 1, y) { right += 1 }
    if !isEdge(left) { left += 1 }
    if !isEdge(right) { right -= 1 }
    let room = min(wanted, right - left + 1)
    guard room > 0 else { return nil }
    let centred = x - (room - 1) / 2
    return (min(max(centred, left), right - room + 1), room)
  }

  private func isEdge(_ column: Int) -> Bool { column <= 0 || column >= request.columns - 1 }
}
