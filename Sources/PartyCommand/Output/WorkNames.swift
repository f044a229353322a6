import FEEL

/// What orders and tasks that are shown together are called, so that the name can be typed into a command as it stands:
/// by the reference of the order while that is plain and no other order has it, by the id otherwise.
struct WorkNames: Sendable {
  /// References that several of the orders have.
  private let shared: Set<String>

  /// - Parameter items: orders or tasks, as the service lists them.
  init(of items: [Value] = []) {
    var owners: [String: String] = [:]
    var shared: Set<String> = []
    for item in items {
      guard let reference = item["reference"].string else { continue }
      let order = item["orderId"].string ?? item["id"].text
      if owners.updateValue(order, forKey: reference) ?? order != order {
        shared.insert(reference)
      }
    }
    self.shared = shared
  }

  func order(_ order: Value) -> String { reference(of: order) ?? order["id"].text }

  /// `PO-1.12`
  func task(_ task: Value) -> String {
    reference(of: task).map { "\($0).\(task["key"].text)" } ?? task["id"].text
  }

  private func reference(of item: Value) -> String? {
    item["reference"].string.flatMap { Self.isPlain($0) && !shared.contains($0) ? $0 : nil }
  }

  /// Whether a shell takes the text as one word that is no option, without quotes.
  static func isPlain(_ text: String) -> Bool {
    guard let first = text.utf8.first else { return false }
    return first != UInt8(ascii: "-")
      && text.unicodeScalars.allSatisfy { scalar in
        scalar.isASCII
          && (scalar.properties.isAlphabetic
            || "0123456789-_./:@%+,".unicodeScalars.contains(scalar))
      }
  }
}
