/// The named entries of a FEEL context, a JSON object: keys are unique and kept in the order of their Unicode scalars,
/// so that equal contexts are also equal byte for byte when written.
public struct Context: Hashable, Sendable {
  /// One named value.
  public struct Entry: Hashable, Sendable {
    public let key: String
    public var value: Value
  }

  /// All entries, by ascending key.
  public private(set) var entries: [Entry]

  /// A context without entries.
  public init() { entries = [] }

  /// Takes over entries that are already in ascending order of unique keys.
  init(sorted entries: [Entry]) { self.entries = entries }

  /// The value of `key`; nil when there is none. Assigning nil removes the entry.
  public subscript(key: String) -> Value? {
    get { index(of: key).map { entries[$0].value } }
    set {
      let index = insertionIndex(of: key)
      let exists = index < entries.count && entries[index].key == key
      switch (exists, newValue) {
      case (true, .some(let value)): entries[index].value = value
      case (true, .none): entries.remove(at: index)
      case (false, .some(let value)): entries.insert(Entry(key: key, value: value), at: index)
      case (false, .none): break
      }
    }
  }

  public var isEmpty: Bool { entries.isEmpty }
  public var count: Int { entries.count }
  public var keys: [String] { entries.map(\.key) }

  /// Takes over every entry of `other`; its values win.
  public mutating func merge(_ other: Context) {
    for entry in other.entries { self[entry.key] = entry.value }
  }

  /// Adds an entry that usually comes after all that are there: then nothing is searched or moved.
  package mutating func append(_ key: String, _ value: Value) {
    if let last = entries.last, last.key >= key {
      self[key] = value
    } else {
      entries.append(Entry(key: key, value: value))
    }
  }

  package mutating func reserveCapacity(_ count: Int) { entries.reserveCapacity(count) }

  /// Whether texts are equal is known sooner than which comes first, so that few entries are looked at one by one.
  private static let fewEntries = 16

  private func index(of key: String) -> Int? {
    if entries.count <= Self.fewEntries { return entries.firstIndex { $0.key == key } }
    let index = insertionIndex(of: key)
    return index < entries.count && entries[index].key == key ? index : nil
  }

  private func insertionIndex(of key: String) -> Int {
    var low = 0
    var high = entries.count
    while low < high {
      let middle = (low + high) / 2
      if entries[middle].key < key { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

extension Context: ExpressibleByDictionaryLiteral {
  public init(dictionaryLiteral elements: (String, Value)...) {
    self.init()
    reserveCapacity(elements.count)
    for (key, value) in elements { append(key, value) }
  }
}
