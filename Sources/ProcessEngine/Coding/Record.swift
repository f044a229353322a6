package import FEEL

/// Why stored text could not be read back.
public struct RecordError: Error, Hashable, Sendable, CustomStringConvertible {
  public let description: String

  package init(_ description: String) { self.description = description }
}

/// Reads the entries of one stored object, each under a known key.
package struct Record {
  private let context: Context

  package init(_ value: Value) throws(RecordError) {
    guard let context = value.context else {
      throw RecordError("an object was expected, not \(value.jsonString.prefix(80))")
    }
    self.context = context
  }

  package init(_ context: Context) { self.context = context }

  package func value(_ key: String) -> Value { context[key] ?? .null }

  package func has(_ key: String) -> Bool { context[key] != nil }

  package func string(_ key: String) throws(RecordError) -> String {
    guard let text = value(key).string else { throw missing(key, "a text") }
    return text
  }

  package func integer(_ key: String) throws(RecordError) -> Int {
    guard let integer = value(key).integer else { throw missing(key, "a whole number") }
    return integer
  }

  package func integer(_ key: String, in range: ClosedRange<Int>) throws(RecordError) -> Int {
    let integer = try integer(key)
    guard range.contains(integer) else {
      throw missing(key, "from \(range.lowerBound) to \(range.upperBound)")
    }
    return integer
  }

  package func context(_ key: String) throws(RecordError) -> Context {
    guard let context = value(key).context else { throw missing(key, "an object") }
    return context
  }

  package func timestamp(_ key: String) throws(RecordError) -> Timestamp {
    guard let time = try optionalTimestamp(key) else { throw missing(key, "a time") }
    return time
  }

  package func optionalTimestamp(_ key: String) throws(RecordError) -> Timestamp? {
    guard let value = context[key] else { return nil }
    guard let text = value.string else { throw missing(key, "a text") }
    do { return try Timestamp(text) } catch { throw missing(key, "a time") }
  }

  /// The texts of a list that may be left out when it is empty.
  package func strings(_ key: String) throws(RecordError) -> [String] {
    var texts: [String] = []
    for value in try values(key) {
      guard let text = value.string else { throw missing(key, "a list of texts") }
      texts.append(text)
    }
    return texts
  }

  /// The values of a list that may be left out when it is empty.
  package func values(_ key: String) throws(RecordError) -> [Value] {
    guard let value = context[key] else { return [] }
    guard let list = value.list else { throw missing(key, "a list") }
    return list
  }

  /// The elements of a list that may be left out when it is empty.
  package func list<Item>(
    _ key: String, _ read: (Record) throws(RecordError) -> Item
  ) throws(RecordError) -> [Item] {
    let values = try values(key)
    var items: [Item] = []
    items.reserveCapacity(values.count)
    for value in values { items.append(try read(Record(value))) }
    return items
  }

  private func missing(_ key: String, _ wanted: String) -> RecordError {
    RecordError("`\(key)` must be \(wanted), not \(value(key).jsonString.prefix(80))")
  }
}

extension Context {
  /// A record of `entries` in which empty and absent things are left out.
  package init(compact entries: [(String, Value?)]) {
    self.init()
    reserveCapacity(entries.count)
    for (key, value) in entries {
      switch value {
      case nil, .null: continue
      case .list(let list) where list.isEmpty: continue
      case .context(let context) where context.isEmpty: continue
      case .some(let value): append(key, value)
      }
    }
  }
}

extension Value {
  package static func strings(_ texts: [String]) -> Value { .list(texts.map { .string($0) }) }

  package static func time(_ timestamp: Timestamp) -> Value { .string(timestamp.description) }
}
