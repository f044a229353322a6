package import ProcessEngine

/// How a task or an incident is named outside its order: `<order id>.<key>`.
package struct WorkName: Hashable, Sendable, CustomStringConvertible {
  package let order: InstanceID
  package let key: Key

  package init(order: InstanceID, key: Key) {
    self.order = order
    self.key = key
  }

  package var description: String { "\(order).\(key)" }

  /// Splits at the last point; nil when what follows it is no key. The order may be named in any way that an order can be.
  static func split(_ text: String) -> (order: String, key: Key)? {
    guard let point = text.lastIndex(of: "."), let key = Key(text[text.index(after: point)...]),
      key > 0, key <= Int32.max
    else { return nil }
    return (String(text[..<point]), key)
  }
}
