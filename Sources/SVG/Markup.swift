/// A piece of SVG or HTML that is known to be well-formed: elements, and text that has been escaped.
///
/// It is written attribute by attribute, never with a `style` attribute, so that pages can forbid inline styles.
package struct Markup: Hashable, Sendable {
  package private(set) var text: String

  package init() { text = "" }

  /// An element with its attributes in the order given; those that are nil are left out.
  package init(
    _ name: String, _ attributes: KeyValuePairs<String, (any AttributeValue)?> = [:],
    _ content: [Markup]
  ) {
    text = "<\(name)"
    for (key, value) in attributes {
      guard let value else { continue }
      text += " \(key)=\"\(Self.escape(value.attributeText))\""
    }
    if content.allSatisfy(\.text.isEmpty) {
      text += "/>"
    } else {
      text += ">"
      for piece in content { text += piece.text }
      text += "</\(name)>"
    }
  }

  package init(
    _ name: String, _ attributes: KeyValuePairs<String, (any AttributeValue)?> = [:],
    _ content: Markup...
  ) {
    self.init(name, attributes, content)
  }

  /// Text between tags.
  package init(words: String) { text = Self.escape(words) }

  package static func + (left: Markup, right: Markup) -> Markup {
    var both = left
    both += right
    return both
  }

  package static func += (left: inout Markup, right: Markup) { left.text += right.text }

  /// For text and attribute values. Control characters, which XML 1.0 §2.2 has no way to write, become `�`.
  package static func escape(_ text: String) -> String {
    var escaped = ""
    escaped.reserveCapacity(text.utf8.count)
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "\t", "\n", "\r": escaped.unicodeScalars.append(scalar)
      case _ where scalar.value < 0x20 || scalar.value == 0xFFFE || scalar.value == 0xFFFF:
        escaped += "\u{FFFD}"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}

/// What can be the value of an attribute.
package protocol AttributeValue {
  /// Before it is escaped.
  var attributeText: String { get }
}

extension String: AttributeValue {
  package var attributeText: String { self }
}

extension Int: AttributeValue {
  package var attributeText: String { "\(self)" }
}

extension Double: AttributeValue {
  /// A coordinate, to a tenth of a unit, without a needless `.0`.
  package var attributeText: String {
    let tenths = (self * 10).rounded() / 10
    guard tenths.magnitude < 1e15 else { return "0" }
    return tenths == tenths.rounded() ? "\(Int(tenths))" : "\(tenths)"
  }
}

extension String {
  /// A point in a path: `x y`.
  package static func at(_ x: Double, _ y: Double) -> String {
    "\(x.attributeText) \(y.attributeText)"
  }
}
