/// An AMQP field table: the arguments of a declaration, the headers of a message.
///
/// ```swift
/// let arguments: Table = ["x-queue-type": "quorum", "x-delivery-limit": 1000]
/// ```
///
/// Entries keep their order on the wire; equality ignores it. Names are unique and at most 255
/// bytes of UTF-8. Tables are short, so that a lookup by name is a linear search.
public struct Table: Sendable {
  /// One named value.
  public struct Entry: Sendable, Equatable {
    public let name: String
    public let value: FieldValue
  }

  /// The entries in wire order.
  public private(set) var entries: [Entry] = []

  public init() {}

  /// A table of `entries`; of several entries with one name the last one stays.
  public init(_ entries: some Sequence<(String, FieldValue)>) {
    for (name, value) in entries { self[name] = value }
  }

  /// A table as the broker sent it. AMQP forbids two entries of one name, and a search for them
  /// would cost a lookup per header of every delivery, so that the broker is trusted here.
  init(decoded entries: [Entry]) {
    self.entries = entries
  }

  public var isEmpty: Bool { entries.isEmpty }
  public var count: Int { entries.count }

  /// The value of that name; setting nil removes the entry.
  public subscript(name: String) -> FieldValue? {
    get { entries.first { $0.name == name }?.value }
    set {
      let index = entries.firstIndex { $0.name == name }
      switch (index, newValue) {
      case (let index?, let value?): entries[index] = Entry(name: name, value: value)
      case (nil, let value?): entries.append(Entry(name: name, value: value))
      case (let index?, nil): entries.remove(at: index)
      case (nil, nil): break
      }
    }
  }
}

extension Table: Equatable {
  public static func == (left: Table, right: Table) -> Bool {
    if left.entries == right.entries { return true }
    return left.count == right.count
      && left.entries.allSatisfy { right[$0.name] == $0.value }
  }
}

extension Table: ExpressibleByDictionaryLiteral {
  public init(dictionaryLiteral elements: (String, FieldValue)...) {
    self.init(elements)
  }
}
