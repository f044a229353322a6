import FEEL
import Mustache

/// Every text of the pages in one language, and the model's own words in it.
///
/// `Resources/en.json` and `fr.json` have the same keys. The model's words (names of tasks, labels of forms) are English
/// in the model's files; `model-fr.json` translates them, and what it does not have stays English, so that a changed form
/// needs nothing here.
package struct Catalogue: Sendable {
  package let language: Language
  private let texts: [String: String]
  private let model: [String: String]

  package static func of(_ language: Language) -> Catalogue {
    switch language {
    case .english: english
    case .french: french
    }
  }

  private static let english = Catalogue(.english, PackageResources.en_json, model: nil)
  private static let french = Catalogue(
    .french, PackageResources.fr_json, model: PackageResources.model_fr_json)

  private init(_ language: Language, _ texts: [UInt8], model: [UInt8]?) {
    self.language = language
    self.texts = Self.strings(texts)
    self.model = model.map(Self.strings) ?? [:]
  }

  private static func strings(_ json: [UInt8]) -> [String: String] {
    let context: Context
    do { context = try Context(json: json) } catch {
      preconditionFailure("a catalogue in Resources is no JSON object: \(error)")
    }
    var strings: [String: String] = [:]
    for entry in context.entries { strings[entry.key] = entry.value.string }
    return strings
  }

  package var keys: Set<String> { Set(texts.keys) }
  package var modelKeys: Set<String> { Set(model.keys) }

  /// The text, or its key when it is missing: a test keeps that from happening.
  package subscript(_ key: String) -> String { texts[key] ?? key }

  /// The text if there is one; for keys that are made from data.
  package func text(_ key: String) -> String? { texts[key] }

  /// With `{name}` replaced.
  package func callAsFunction(_ key: String, _ values: [String: String]) -> String {
    Self.fill(self[key], values)
  }

  package static func fill(_ text: String, _ values: [String: String]) -> String {
    var rest = text[...]
    var filled = ""
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      filled += rest[..<open]
      let name = String(rest[rest.index(after: open)..<close])
      filled += values[name] ?? String(rest[open...close])
      rest = rest[rest.index(after: close)...]
    }
    return filled + rest
  }

  /// `key.one` for 1, else `key.many`, with `{count}` replaced.
  package func count(_ key: String, _ count: Int) -> String {
    let isOne = count == 1 || (language == .french && count == 0)
    return self(key + (isOne ? ".one" : ".many"), ["count": "\(count)"])
  }

  /// A word of the model in this language.
  package func model(_ text: String) -> String { model[text] ?? text }

  /// All texts by the parts of their keys: what templates look up under `t`.
  var tree: TextTree { TextTree(texts: texts, path: "") }
}

/// The texts whose keys begin alike.
struct TextTree: MustacheParent {
  let texts: [String: String]
  let path: String

  func child(named name: String) -> Any? {
    let key = path + name
    return texts[key] ?? TextTree(texts: texts, path: key + ".")
  }
}
