package import BPMN

extension BPMN.Diagram.Bounds {
  package var middle: BPMN.Diagram.Point {
    BPMN.Diagram.Point(x: x + width / 2, y: y + height / 2)
  }
  package var right: Double { x + width }
  package var bottom: Double { y + height }
  package var area: Double { width * height }

  /// The smallest box with all the points.
  package init(around points: [BPMN.Diagram.Point]) {
    let (xs, ys) = (points.map(\.x), points.map(\.y))
    let (left, top) = (xs.min() ?? 0, ys.min() ?? 0)
    self.init(x: left, y: top, width: (xs.max() ?? 0) - left, height: (ys.max() ?? 0) - top)
  }

  package func union(_ other: Self) -> Self {
    let (left, top) = (min(x, other.x), min(y, other.y))
    return Self(
      x: left, y: top, width: max(right, other.right) - left,
      height: max(bottom, other.bottom) - top)
  }

  package func grown(by margin: Double) -> Self {
    Self(x: x - margin, y: y - margin, width: width + 2 * margin, height: height + 2 * margin)
  }

  package func contains(_ other: Self) -> Bool {
    x <= other.x && y <= other.y && right >= other.right && bottom >= other.bottom
  }
}
