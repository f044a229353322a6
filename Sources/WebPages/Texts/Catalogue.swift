import FEEL
import Mustache

/// Every text of a program's pages in one language, and the model's own words in it.
///
/// The texts that all pages have in common are here (`Resources/en.json`, `fr.json`), each program brings those of its own
/// pages; files of the two languages have the same keys. The model's words (names of tasks, labels of forms) are English
/// in the model's files; `model-fr.json` translates them, and what it does not have stays English, so that a changed form
/// needs nothing here. Sentences that the model makes from data are there with the data's places, `Order {order} is late`.
package struct Catalogue: Sendable {
  package let language: Language
  private let texts: [String: String]
  private let model: [String: String]
  /// What of `model` is made from data.
  private let sentences: [(pattern: SentencePattern, text: String)]

  /// - Parameter pages: The program's own texts: a JSON object of strings, in this language.
  package init(_ language: Language, pages: [UInt8]) {
    self.language = language
    let shared =
      switch language {
      case .english: PackageResources.en_json
      case .french: PackageResources.fr_json
      }
    texts = Self.strings(shared).merging(Self.strings(pages)) { _, _ in
      preconditionFailure("a text of the pages has the key of one that all pages have")
    }
    model = language == .french ? Self.strings(PackageResources.model_fr_json) : [:]
    sentences = model.sorted { $0.key < $1.key }.compactMap { english, text in
      SentencePattern(english).map { ($0, text) }
    }
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

  /// A sentence that the model makes from data; nil when nobody has translated it, so that it is for English readers only.
  package func ofModel(_ sentence: String) -> String? {
    if language == .english { return sentence }
    if let text = model[sentence] { return text }
    return sentences.lazy.compactMap { pattern, text in
      pattern.values(in: sentence).map { Self.fill(text, $0) }
    }.first
  }

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
