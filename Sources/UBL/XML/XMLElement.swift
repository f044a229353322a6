/// An element of an XML document: with text, or with other elements in it.
struct XMLElement: Sendable {
  let name: String
  private var attributes: [(name: String, value: String)] = []
  private var text: String?
  private var children: [XMLElement] = []

  init(_ name: String, _ text: String, _ attributes: (name: String, value: String)...) {
    self.name = name
    self.text = text
    self.attributes = attributes
  }

  /// - Parameter children: those that are nil are left out.
  init(_ name: String, _ children: [XMLElement?]) {
    self.name = name
    self.children = children.compactMap { $0 }
  }

  /// A document with this element as its root, in UTF-8.
  ///
  /// - Parameter namespaces: by prefix; the empty one is the default.
  func document(namespaces: [(prefix: String, uri: String)]) -> [UInt8] {
    var root = self
    root.attributes =
      namespaces.map { ($0.prefix.isEmpty ? "xmlns" : "xmlns:\($0.prefix)", $0.uri) }
      + root.attributes
    var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    root.write(to: &text, depth: 0)
    return Array(text.utf8)
  }

  private func write(to document: inout String, depth: Int) {
    let margin = String(repeating: "  ", count: depth)
    document += "\(margin)<\(name)"
    for attribute in attributes {
      document += " \(attribute.name)=\"\(Self.escaped(attribute.value))\""
    }
    if let text {
      document += ">\(Self.escaped(text))</\(name)>\n"
    } else {
      document += ">\n"
      for child in children { child.write(to: &document, depth: depth + 1) }
      document += "\(margin)</\(name)>\n"
    }
  }

  /// The text without the characters that mean something, and without those that XML 1.0 does not have (§2.2).
  private static func escaped(_ text: String) -> String {
    var escaped = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;".unicodeScalars
      case "<": escaped += "&lt;".unicodeScalars
      case ">": escaped += "&gt;".unicodeScalars
      case "\"": escaped += "&quot;".unicodeScalars
      case "\r": escaped += "&#13;".unicodeScalars
      case "\t", "\n", "\u{20}"..."\u{D7FF}", "\u{E000}"..."\u{FFFD}", "\u{10000}"...:
        escaped.append(scalar)
      default: escaped.append("\u{FFFD}")
      }
    }
    return String(escaped)
  }
}
