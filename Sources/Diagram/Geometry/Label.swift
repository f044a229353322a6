import BPMN
import SVG

/// A name where it is drawn, broken into lines.
///
/// The rules are those of bpmn.io: names of activities inside, in 12 units; names of events, gateways and flows outside, in
/// 11 units and lines of less than 90, hung under the middle of their place in the file; names of pools and lanes turned.
package struct Label: Hashable, Sendable {
  /// One line, by the middle of its baseline.
  package struct Line: Hashable, Sendable {
    package let text: String
    package let x: Double
    package let y: Double
  }

  package let text: String
  package let lines: [Line]
  /// Around the lines, as they are on the surface.
  package let bounds: Drawing.Box
  package let fontSize: Double
  /// Turned to be read from below, around the middle of `bounds`.
  package let isTurned: Bool

  private static let innerSize = 12.0
  private static let outerSize = 11.0
  private static let outerWidth = 90.0
  /// Of lines, by the size of the font.
  private static let lineHeight = 1.2
  /// How far below an element, and how far above a line, a name stands that the file gives no place.
  private static let outerIndent = 10.0
  private static let flowIndent = 15.0

  /// In the middle of a box.
  package static func inside(_ box: Drawing.Box, _ text: String) -> Label {
    let lines = wrapped(text, width: box.width - 10, size: innerSize)
    let height = Double(lines.count) * lineHeight * innerSize
    return Label(
      text, lines, middle: box.middle.x, top: box.middle.y - height / 2, size: innerSize)
  }

  /// At the top of a box that shows its inside.
  package static func atTop(of box: Drawing.Box, _ text: String) -> Label {
    let lines = wrapped(text, width: box.width - 10, size: innerSize)
    return Label(text, lines, middle: box.middle.x, top: box.y + 5, size: innerSize)
  }

  /// In the strip of 30 units at the beginning of a pool or lane.
  package static func atSide(of box: Drawing.Box, _ text: String, isHorizontal: Bool) -> Label {
    let strip =
      isHorizontal
      ? Drawing.Box(x: box.x, y: box.y, width: 30, height: box.height)
      : Drawing.Box(x: box.x, y: box.y, width: box.width, height: 30)
    let lines = wrapped(text, width: max(strip.width, strip.height), size: innerSize)
    let height = Double(lines.count) * lineHeight * innerSize
    return Label(
      text, lines, middle: strip.middle.x, top: strip.middle.y - height / 2, size: innerSize,
      isTurned: isHorizontal)
  }

  /// Outside an event or gateway.
  package static func outside(
    _ box: Drawing.Box, place: Drawing.Box?, _ text: String
  ) -> Label {
    let below = Drawing.Point(x: box.middle.x, y: box.bottom + outerIndent)
    return outer(place, orAround: below, text)
  }

  /// At a flow.
  package static func along(
    _ points: [Drawing.Point], place: Drawing.Box?, _ text: String
  ) -> Label {
    let half = Double(points.count) / 2 - 1
    let first = points[max(0, Int(half.rounded(.down)))]
    let second = points[min(points.count - 1, Int((half + 0.01).rounded(.up)))]
    let middle = Drawing.Point(x: (first.x + second.x) / 2, y: (first.y + second.y) / 2)
    let isUpright = first.x == second.x
    return outer(
      place,
      orAround: Drawing.Point(
        x: middle.x + (isUpright ? flowIndent : 0), y: middle.y - (isUpright ? 0 : flowIndent)),
      text)
  }

  private static func outer(
    _ place: Drawing.Box?, orAround point: Drawing.Point, _ text: String
  ) -> Label {
    let lines = wrapped(text, width: outerWidth, size: outerSize)
    let top = place?.y ?? point.y - outerIndent
    return Label(text, lines, middle: place?.middle.x ?? point.x, top: top, size: outerSize)
  }

  private static func wrapped(_ text: String, width: Double, size: Double) -> [String] {
    text.split(separator: "\n").flatMap {
      TextWrapping.lines(of: String($0), width: width, size: size)
    }
  }

  private init(
    _ text: String, _ lines: [String], middle: Double, top: Double, size: Double,
    isTurned: Bool = false
  ) {
    self.text = text
    let height = Self.lineHeight * size
    self.lines = lines.enumerated().map { index, line in
      Line(text: line, x: middle, y: top + (Double(index) + 0.75) * height)
    }
    fontSize = size
    self.isTurned = isTurned
    let width = lines.map { TextMeasure.width(of: $0, size: size) }.max() ?? 0
    let total = Double(lines.count) * height
    let center = Drawing.Point(x: middle, y: top + total / 2)
    let (across, down) = isTurned ? (total, width) : (width, total)
    bounds = Drawing.Box(
      x: center.x - across / 2, y: center.y - down / 2, width: across, height: down)
  }
}
