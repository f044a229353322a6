import FEEL
import Terminal

/// The data of an order, for people: a line for each value, and below a name what it has inside.
enum DataText {
  static func lines(_ data: Context, indentation: String = "") -> [String] {
    data.entries.flatMap { entry -> [String] in
      let name = indentation + entry.key
      switch entry.value {
      case .context(let inside) where inside.isEmpty: return ["\(name)  (empty)".harmless]
      case .context(let inside):
        return [name.harmless] + lines(inside, indentation: indentation + "  ")
      case .list(let items) where items.isEmpty: return ["\(name)  (empty)".harmless]
      case .list(let items): return [name.harmless] + items.map { indentation + "  - " + flat($0) }
      default: return ["\(name)  \(entry.value.text)".harmless]
      }
    }
  }

  /// On one line: `sku BOLT-M8, quantity 200`.
  private static func flat(_ value: Value) -> String {
    guard let object = value.context else { return value.text.harmless }
    return object.entries.map { "\($0.key) \($0.value.text)" }.joined(separator: ", ").harmless
  }
}
