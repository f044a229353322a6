/// Which statements a connection has prepared, bounded by forgetting the least recently used.
///
/// A value without I/O: the session asks it for names and tells it what the server answered.
struct StatementCache {
  /// What makes two prepared statements the same.
  struct Signature: Hashable {
    let sql: String
    let types: [UInt32]
  }

  private struct Entry {
    let name: String
    var lastUse: UInt64
  }

  /// The name to execute, and whether the statement must be prepared first.
  struct Lookup: Equatable {
    let name: String
    let isNew: Bool
  }

  private let capacity: Int
  private var entries: [Signature: Entry] = [:]
  private var clock: UInt64 = 0
  private var namesGiven: UInt64 = 0

  /// Names that the server still holds and nobody needs.
  private(set) var obsolete: [String] = []

  init(capacity: Int) {
    precondition(capacity > 0, "the cache of prepared statements needs room for one at least")
    self.capacity = capacity
  }

  var count: Int { entries.count }

  /// The statement's name; a new one makes room first.
  mutating func name(for signature: Signature) -> Lookup {
    clock += 1
    if let index = entries.index(forKey: signature) {
      entries.values[index].lastUse = clock
      return Lookup(name: entries.values[index].name, isNew: false)
    }
    if entries.count >= capacity,
      let oldest = entries.min(by: { $0.value.lastUse < $1.value.lastUse })
    {
      forget(oldest.key, isOnServer: true)
    }
    namesGiven += 1
    let name = "p\(namesGiven)"
    entries[signature] = Entry(name: name, lastUse: clock)
    return Lookup(name: name, isNew: true)
  }

  /// Drops a statement; one that the server holds becomes obsolete.
  mutating func forget(_ signature: Signature, isOnServer: Bool) {
    guard let entry = entries.removeValue(forKey: signature) else { return }
    if isOnServer { obsolete.append(entry.name) }
  }

  /// Takes the obsolete names, to be deallocated.
  mutating func takeObsolete() -> [String] {
    defer { obsolete.removeAll() }
    return obsolete
  }
}
