import BPMN
import SVG

/// A number on an element. What it counts is said by its place and shape as well as by its colour: tokens in a pill at the
/// upper right, incidents in a box at the upper left, what is overdue beside a clock at the lower right.
struct SVGBadge {
  private enum Kind: String {
    case tokens, overdue, incidents
  }

  private static let height = 18.0

  static func all(of mark: Marks.Mark, _ id: String, around box: Drawing.Box) -> [Markup] {
    [
      badge(.tokens, mark.tokens, id, at: Drawing.Point(x: box.right, y: box.y)),
      badge(.overdue, mark.overdue, id, at: Drawing.Point(x: box.right, y: box.bottom)),
      badge(.incidents, mark.incidents, id, at: Drawing.Point(x: box.x, y: box.y)),
    ].compactMap(\.self)
  }

  /// Of a flow: in a row from its place on.
  static func all(of mark: Marks.Mark, _ id: String, tokens place: Drawing.Point) -> [Markup] {
    [
      badge(.tokens, mark.tokens, id, at: place),
      badge(.overdue, mark.overdue, id, at: Drawing.Point(x: place.x + 30, y: place.y)),
      badge(.incidents, mark.incidents, id, at: Drawing.Point(x: place.x - 30, y: place.y)),
    ].compactMap(\.self)
  }

  private static func badge(
    _ kind: Kind, _ count: Int?, _ id: String, at place: Drawing.Point
  ) -> Markup? {
    guard let count else { return nil }
    let words = text(count)
    let sign = kind == .tokens ? 0 : 13.0
    let width = max(height, 10 + sign + 6.7 * Double(words.count))
    let box = Drawing.Box(x: -width / 2, y: -height / 2, width: width, height: height)
    return Markup(
      "g",
      [
        "class": "badge \(kind.rawValue)\(count == 0 ? " zero" : "")", "data-of": id,
        "data-badge": kind.rawValue,
        "transform": "translate(\(place.x.attributeText) \(place.y.attributeText))",
      ],
      .rectangle(box, radius: kind == .incidents ? 3 : height / 2, "plate"), picture(kind, box),
      Markup("text", ["x": sign / 2, "y": 4.2], Markup(words: words)))
  }

  private static func picture(_ kind: Kind, _ box: Drawing.Box) -> Markup {
    let x = box.x + 11
    let path: String? =
      switch kind {
      case .tokens: nil
      case .overdue:
        "M\(String.at(x - 4.5, 0))a4.5 4.5 0 1 0 9 0a4.5 4.5 0 0 0 -9 0zM\(String.at(x, -2.5))v2.5h2"
      case .incidents: "M\(String.at(x, -4.5))v5.5M\(String.at(x, 4))v.5"
      }
    return path.map { Markup("path", ["class": "sign", "d": $0]) } ?? Markup()
  }

  /// At most five characters: 99,999 as it is, then thousands and millions.
  static func text(_ count: Int) -> String {
    switch count {
    case ..<100_000: "\(count)"
    case ..<10_000_000: "\(count / 1000)k"
    default: "\(count / 1_000_000)M"
    }
  }
}
