import BPMN
import SVG

/// The outlines of BPMN 2.0.2 §13.1, without the words.
enum SVGShapes {
  static func shape(of node: Drawing.Node) -> Markup {
    switch node.kind {
    case .event(let position, let definition, let isInterrupting):
      event(node.bounds, position, definition, isInterrupting: isInterrupting)
    case .task(let type): task(node.bounds, type)
    case .gateway(let type): gateway(node.bounds, type)
    case .subprocess(let isExpanded, let isEventSubprocess):
      subprocess(node.bounds, isExpanded: isExpanded, isEventSubprocess: isEventSubprocess)
    }
  }

  private static func task(_ box: Drawing.Box, _ type: String) -> Markup {
    .rectangle(box, radius: 10, type == "callActivity" ? "shape strong" : "shape")
      + SVGSigns.task(type, x: box.x + 7, y: box.y + 6)
  }

  private static func subprocess(
    _ box: Drawing.Box, isExpanded: Bool, isEventSubprocess: Bool
  ) -> Markup {
    let outline = Markup.rectangle(
      box, radius: 10, isExpanded ? "frame-node" : "shape",
      dashes: isEventSubprocess ? "3 4" : nil)
    return isExpanded
      ? outline : outline + SVGSigns.collapsed(x: box.middle.x, bottom: box.bottom)
  }

  private static func event(
    _ box: Drawing.Box, _ position: NodeKind.Position, _ definition: String?, isInterrupting: Bool
  ) -> Markup {
    let middle = box.middle
    let dashes = isInterrupting ? nil : "4 3"
    var drawing = Markup(
      "circle",
      [
        "class": position == .end ? "shape strong" : "shape", "stroke-dasharray": dashes,
        "cx": middle.x, "cy": middle.y, "r": box.width / 2,
      ])
    if [.boundary, .catching, .throwing].contains(position) {
      drawing += Markup(
        "circle",
        [
          "class": "inner", "stroke-dasharray": dashes, "cx": middle.x, "cy": middle.y,
          "r": box.width / 2 - 3,
        ])
    }
    return drawing
      + SVGSigns.event(
        definition, x: middle.x, y: middle.y, isFilled: position == .end || position == .throwing)
  }

  private static func gateway(_ box: Drawing.Box, _ type: String) -> Markup {
    let middle = box.middle
    let corners = [
      String.at(middle.x, box.y), .at(box.right, middle.y), .at(middle.x, box.bottom),
      .at(box.x, middle.y),
    ]
    return Markup(
      "path", ["class": "shape", "d": "M" + corners.joined(separator: "L") + "Z"])
      + SVGSigns.gateway(type, x: middle.x, y: middle.y)
  }

  // MARK: Flows

  static func line(of flow: Drawing.Flow) -> Markup {
    let path = "M" + flow.waypoints.map { .at($0.x, $0.y) }.joined(separator: "L")
    let line = Markup("path", ["class": "line", "d": path])
    let points = flow.waypoints
    guard let end = points.last, let start = points.first, points.count >= 2 else { return line }
    let tip = Direction(from: points[points.count - 2], to: end)
    let tail = Direction(from: start, to: points[1])
    switch flow.kind {
    case .message:
      return line
        + Markup("circle", ["class": "open-tip", "cx": start.x, "cy": start.y, "r": 3.5])
        + Markup("path", ["class": "open-tip", "d": tip.head(length: 10, half: 4.5)])
    case .sequence(let isDefault, let isConditional):
      var drawing = line + Markup("path", ["class": "tip", "d": tip.head(length: 10, half: 4)])
      if isDefault { drawing += Markup("path", ["class": "sign", "d": tail.slash]) }
      if isConditional { drawing += Markup("path", ["class": "open-tip", "d": tail.diamond]) }
      return drawing
    }
  }

  /// On the last straight part, near its beginning: where flows with a common source have parted, and, of a message,
  /// between the pools; on a flow of one part in its middle, or before it where the name is.
  static func badgePlace(of flow: Drawing.Flow) -> Drawing.Point {
    let points = flow.waypoints
    let direction = Direction(from: points[points.count - 2], to: points[points.count - 1])
    guard points.count == 2 else { return direction.point(min(30, direction.length / 2), 0) }
    let middle = direction.point(direction.length / 2, 0)
    let spot = Drawing.Box(x: middle.x, y: middle.y, width: 0, height: 0)
    let isNamed = flow.label?.bounds.grown(by: 10).contains(spot) ?? false
    return isNamed ? direction.point(direction.length * 0.3, 0) : middle
  }
}

/// Which way a straight part of a flow goes.
private struct Direction {
  let start: Drawing.Point
  let end: Drawing.Point
  let length: Double
  private let dx: Double
  private let dy: Double

  init(from start: Drawing.Point, to end: Drawing.Point) {
    self.start = start
    self.end = end
    let (x, y) = (end.x - start.x, end.y - start.y)
    length = (x * x + y * y).squareRoot()
    dx = length > 0 ? x / length : 1
    dy = length > 0 ? y / length : 0
  }

  /// So far from the start, and so far to the left.
  func point(_ along: Double, _ aside: Double) -> Drawing.Point {
    Drawing.Point(
      x: start.x + along * dx + aside * dy, y: start.y + along * dy - aside * dx)
  }

  private func at(_ along: Double, _ aside: Double) -> String {
    let point = point(along, aside)
    return .at(point.x, point.y)
  }

  func head(length head: Double, half: Double) -> String {
    "M\(at(length, 0))L\(at(length - head, half))L\(at(length - head, -half))Z"
  }

  /// A default flow's.
  var slash: String { "M\(at(7, 5))L\(at(13, -5))" }
  /// A conditional flow's.
  var diamond: String { "M\(at(0, 0))L\(at(8, 4.5))L\(at(16, 0))L\(at(8, -4.5))Z" }
}

extension Markup {
  static func rectangle(
    _ box: Drawing.Box, radius: Double, _ name: String, dashes: String? = nil
  ) -> Markup {
    Markup(
      "rect",
      [
        "class": name, "stroke-dasharray": dashes, "x": box.x, "y": box.y, "width": box.width,
        "height": box.height, "rx": radius > 0 ? radius : nil,
      ])
  }
}
