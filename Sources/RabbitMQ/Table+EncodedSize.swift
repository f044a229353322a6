extension Table {
  /// How deep tables and arrays may be nested. The C library decodes by recursion, so that an
  /// unlimited depth could exhaust a stack.
  static let maximumDepth = 16

  /// The number of bytes of this table on the wire, its length prefix included.
  ///
  /// - Throws: `invalidArgument` for a name over 255 bytes or nesting below `maximumDepth`.
  func encodedSize(depth: Int = 0) throws(RabbitMQError) -> Int {
    try Self.check(depth: depth)
    var size = 4
    for entry in entries {
      let name = entry.name.utf8.count
      guard name <= 255 else {
        throw .invalidArgument("a table entry's name has \(name) bytes, at most 255 are allowed")
      }
      size += 1 + name + (try entry.value.encodedSize(depth: depth))
    }
    return size
  }

  fileprivate static func check(depth: Int) throws(RabbitMQError) {
    guard depth < maximumDepth else {
      throw .invalidArgument("a table is nested deeper than \(maximumDepth) levels")
    }
  }
}

extension FieldValue {
  /// The number of bytes of this value on the wire, its type octet included.
  fileprivate func encodedSize(depth: Int) throws(RabbitMQError) -> Int {
    switch self {
    case .void: return 1
    case .boolean, .int8, .uint8: return 2
    case .int16, .uint16: return 3
    case .int32, .uint32, .float: return 5
    case .decimal: return 6
    case .int64, .uint64, .double, .timestamp: return 9
    case .string(let text): return 5 + text.utf8.count
    case .bytes(let bytes): return 5 + bytes.count
    case .table(let table): return 1 + (try table.encodedSize(depth: depth + 1))
    case .array(let values):
      try Table.check(depth: depth + 1)
      var size = 5
      for value in values { size += try value.encodedSize(depth: depth + 1) }
      return size
    }
  }
}
