package import BPMN

/// Draws a pool of a collaboration from the file's own diagram interchange (BPMN 2.0.2 §12), as SVG.
///
/// What an order has done so far is said in classes (`done`, `now`, `gone`, `taken`); the style sheet gives them colours,
/// so that dark mode and print need no other drawing.
package struct DiagramDrawing {
  private let diagram: Diagram
  private let nodes: [String: FlowNode]
  private let names: [String: String]
  private let ownIDs: Set<String>
  private let progress: DiagramProgress
  private let participant: Participant
  private let translate: (String) -> String

  /// Nil when the file draws nothing or has no such pool.
  ///
  /// - Parameter translate: gives the model's words in the reader's language.
  package init?(
    _ definitions: Definitions, pool: String, progress: DiagramProgress,
    translate: @escaping (String) -> String = { $0 }
  ) {
    guard let diagram = definitions.diagram,
      let participant = definitions.participant(named: pool),
      let process = definitions.process(of: participant)
    else { return nil }
    self.diagram = diagram
    self.participant = participant
    self.progress = progress
    self.translate = translate
    let nodes = process.allNodes
    let flows = process.content.allFlows
    self.nodes = Dictionary(nodes.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    var names: [String: String] = [participant.id: participant.name]
    for node in nodes { names[node.id] = node.name }
    for flow in flows { names[flow.id] = flow.name }
    self.names = names
    ownIDs = Set(nodes.map(\.id) + flows.map(\.id) + [participant.id])
  }

  /// The `<svg>` element.
  ///
  /// - Parameter title: what it shows, for those who cannot see it.
  package func svg(title: String) -> String {
    let frame = bounds
    var svg =
      "<svg class=\"bpmn\" role=\"img\" xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"\(text(frame.x)) \(text(frame.y)) \(text(frame.width)) \(text(frame.height))\" width=\"\(text(frame.width))\" height=\"\(text(frame.height))\">"
    svg += "<title>\(escape(title))</title>"
    let shapes = diagram.shapes.filter { ownIDs.contains($0.elementID) }
    // Subprocesses contain others, so what is larger is drawn first.
    for shape in shapes.sorted(by: { $0.bounds.area > $1.bounds.area }) where isFrame(shape) {
      svg += drawing(of: shape)
    }
    let edges = diagram.edges.filter { ownIDs.contains($0.elementID) }
    for edge in edges where !progress.flows.contains(edge.elementID) { svg += drawing(of: edge) }
    for edge in edges where progress.flows.contains(edge.elementID) { svg += drawing(of: edge) }
    for shape in shapes where !isFrame(shape) { svg += drawing(of: shape) }
    return svg + "</svg>"
  }

  /// The pool and a margin around it.
  private var bounds: Diagram.Bounds {
    let own = diagram.shapes.first { $0.elementID == participant.id }?.bounds
    let frame = own ?? Diagram.Bounds(x: 0, y: 0, width: 100, height: 100)
    return Diagram.Bounds(
      x: frame.x - 12, y: frame.y - 12, width: frame.width + 24, height: frame.height + 24)
  }

  private func isFrame(_ shape: Diagram.Shape) -> Bool {
    shape.elementID == participant.id || nodes[shape.elementID]?.content != nil
  }

  private func state(of element: String) -> String {
    if progress.present.contains(element) { return "now" }
    if progress.completed.contains(element) { return "done" }
    return progress.terminated.contains(element) ? "gone" : "idle"
  }

  // MARK: Shapes

  private func drawing(of shape: Diagram.Shape) -> String {
    guard shape.elementID != participant.id else { return pool(shape) }
    guard let node = nodes[shape.elementID] else { return "" }
    let state = state(of: node.id)
    var group = "<g class=\"node \(state)\" data-element=\"\(escape(node.id))\">"
    switch node.type {
    case _ where node.content != nil: group += frame(shape.bounds, node)
    case _ where node.type.hasSuffix("Event"): group += event(shape, node)
    case _ where node.type.hasSuffix("Gateway"): group += gateway(shape, node)
    default: group += task(shape.bounds, node)
    }
    if state == "now" && node.content == nil { group += token(at: shape.bounds) }
    return group + "</g>"
  }

  private func pool(_ shape: Diagram.Shape) -> String {
    let box = shape.bounds
    let middle = text(box.y + box.height / 2)
    let x = text(box.x + 15)
    return rectangle(box, radius: 4, "pool")
      + "<path class=\"pool\" d=\"M\(text(box.x + 30)) \(text(box.y))v\(text(box.height))\"/>"
      + "<text x=\"\(x)\" y=\"\(middle)\" text-anchor=\"middle\" dominant-baseline=\"central\" transform=\"rotate(-90 \(x) \(middle))\">\(escape(translate(participant.name)))</text>"
  }

  private func frame(_ box: Diagram.Bounds, _ node: FlowNode) -> String {
    let dashes = node.attributes["triggeredByEvent"] == "true" ? " stroke-dasharray=\"3 4\"" : ""
    return
      "<rect class=\"frame-node\"\(dashes) x=\"\(text(box.x))\" y=\"\(text(box.y))\" width=\"\(text(box.width))\" height=\"\(text(box.height))\" rx=\"10\"/>"
      + label(node.id, x: box.x + 12, y: box.y + 18, anchor: "start")
  }

  private func task(_ box: Diagram.Bounds, _ node: FlowNode) -> String {
    rectangle(box, radius: 9, "shape")
      + wrapped(
        node.id, width: box.width - 10, x: box.x + box.width / 2, y: box.y + box.height / 2)
      + DiagramSigns.task(node.type, x: box.x + 7, y: box.y + 6)
  }

  private func event(_ shape: Diagram.Shape, _ node: FlowNode) -> String {
    let box = shape.bounds
    let (x, y) = (box.x + box.width / 2, box.y + box.height / 2)
    let dashes =
      node.attributes["cancelActivity"] == "false"
        || node.attributes["isInterrupting"] == "false" ? " stroke-dasharray=\"4 3\"" : ""
    let weight = node.type == "endEvent" ? " stroke-width=\"3.4\"" : ""
    var drawing =
      "<circle class=\"shape\"\(dashes)\(weight) cx=\"\(text(x))\" cy=\"\(text(y))\" r=\"\(text(box.width / 2))\"/>"
    if node.type == "boundaryEvent" || node.type.hasPrefix("intermediate") {
      drawing +=
        "<circle class=\"inner\"\(dashes) cx=\"\(text(x))\" cy=\"\(text(y))\" r=\"\(text(box.width / 2 - 3.5))\"/>"
    }
    drawing += DiagramSigns.event(node.eventDefinitions.first?.type, x: x, y: y)
    return drawing + outerLabel(shape)
  }

  private func gateway(_ shape: Diagram.Shape, _ node: FlowNode) -> String {
    let box = shape.bounds
    let (x, y) = (box.x + box.width / 2, box.y + box.height / 2)
    return
      "<path class=\"shape\" d=\"M\(text(x)) \(text(box.y))L\(text(box.x + box.width)) \(text(y))L\(text(x)) \(text(box.y + box.height))L\(text(box.x)) \(text(y))Z\"/>"
      + DiagramSigns.gateway(node.type, x: x, y: y) + outerLabel(shape)
  }

  private func token(at box: Diagram.Bounds) -> String {
    "<circle class=\"token\" cx=\"\(text(box.x + box.width))\" cy=\"\(text(box.y))\" r=\"7\"/>"
  }

  // MARK: Flows

  private func drawing(of edge: Diagram.Edge) -> String {
    let isTaken = progress.flows.contains(edge.elementID)
    let path = edge.waypoints.enumerated().map { index, point in
      "\(index == 0 ? "M" : "L")\(text(point.x)) \(text(point.y))"
    }.joined()
    var drawing = "<path class=\"flow\(isTaken ? " taken" : "")\" d=\"\(path)\"/>"
    drawing += arrow(edge.waypoints, isTaken: isTaken)
    if let name = names[edge.elementID] {
      let spot = edge.labelBounds.map { Diagram.Point(x: $0.x + $0.width / 2, y: $0.y + 11) }
      if let spot = spot ?? edge.waypoints.first.map({ Diagram.Point(x: $0.x + 16, y: $0.y - 6) }) {
        drawing +=
          "<text x=\"\(text(spot.x))\" y=\"\(text(spot.y))\" text-anchor=\"middle\">\(escape(translate(name)))</text>"
      }
    }
    return drawing
  }

  /// A tip in the direction of the last part. Lines in these drawings are horizontal or vertical.
  private func arrow(_ points: [Diagram.Point], isTaken: Bool) -> String {
    guard points.count >= 2, let end = points.last else { return "" }
    let start = points[points.count - 2]
    let length = ((end.x - start.x) * (end.x - start.x) + (end.y - start.y) * (end.y - start.y))
      .squareRoot()
    guard length > 0 else { return "" }
    let (dx, dy) = ((end.x - start.x) / length, (end.y - start.y) / length)
    let back = (x: end.x - 9 * dx, y: end.y - 9 * dy)
    return
      "<path class=\"\(isTaken ? "taken-tip" : "tip")\" d=\"M\(text(end.x)) \(text(end.y))L\(text(back.x - 4 * dy)) \(text(back.y + 4 * dx))L\(text(back.x + 4 * dy)) \(text(back.y - 4 * dx))Z\"/>"
  }

  // MARK: Words

  private func outerLabel(_ shape: Diagram.Shape) -> String {
    let box = shape.bounds
    if let place = shape.labelBounds {
      return wrapped(
        shape.elementID, width: max(place.width + 12, 72), x: place.x + place.width / 2,
        y: place.y + place.height / 2)
    }
    return label(
      shape.elementID, x: box.x + box.width / 2, y: box.y + box.height + 14, anchor: "middle")
  }

  private func label(_ id: String, x: Double, y: Double, anchor: String) -> String {
    guard let name = names[id] else { return "" }
    return
      "<text x=\"\(text(x))\" y=\"\(text(y))\" text-anchor=\"\(anchor)\">\(escape(translate(name)))</text>"
  }

  /// In as many lines as the width asks for, around its middle. A letter is taken for 6.3 units wide.
  private func wrapped(_ id: String, width: Double, x: Double, y: Double) -> String {
    guard let name = names[id] else { return "" }
    var lines: [String] = []
    for word in translate(name).split(separator: " ") {
      if let last = lines.last, Double(last.count + 1 + word.count) * 6.3 <= width {
        lines[lines.count - 1] = "\(last) \(word)"
      } else {
        lines.append(String(word))
      }
    }
    let top = y - Double(lines.count - 1) * 7
    return lines.enumerated().map { index, line in
      "<text x=\"\(text(x))\" y=\"\(text(top + Double(index) * 14))\" text-anchor=\"middle\" dominant-baseline=\"central\">\(escape(line))</text>"
    }.joined()
  }

  private func rectangle(_ box: Diagram.Bounds, radius: Int, _ name: String) -> String {
    "<rect class=\"\(name)\" x=\"\(text(box.x))\" y=\"\(text(box.y))\" width=\"\(text(box.width))\" height=\"\(text(box.height))\" rx=\"\(radius)\"/>"
  }

  /// A coordinate without a needless `.0`.
  private func text(_ number: Double) -> String {
    let tenths = (number * 10).rounded() / 10
    return tenths == tenths.rounded() ? "\(Int(tenths))" : "\(tenths)"
  }
}

extension Diagram.Bounds {
  fileprivate var area: Double { width * height }
}

/// For text and attribute values of markup.
func escape(_ text: String) -> String {
  text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
    .replacing("\"", with: "&quot;")
}
