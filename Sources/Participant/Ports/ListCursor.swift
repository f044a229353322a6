import FEEL
package import ProcessEngine

/// Where a page of a list ended: by what the list was sorted, and the last item's place in it.
///
/// The text form is opaque to who asks. It names the order of its list, so that it is refused in a list of another order.
package struct ListCursor: Hashable, Sendable {
  /// The list's order, such as `placed-`.
  package let list: String
  /// What the last item was sorted by, as text.
  package let key: String
  package let order: InstanceID
  /// Zero in a list of orders.
  package let task: Key

  package init(list: String, key: String, order: InstanceID, task: Key = 0) {
    self.list = list
    self.key = key
    self.order = order
    self.task = task
  }

  /// Reads the text form.
  ///
  /// - Throws: `.invalidCursor`, also when it is of a list in another order.
  package init(_ text: String, of list: String) throws(StoreError) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 4, parts[0] == list, let key = String(hexadecimal: parts[1]),
      let order = InstanceID(String(parts[2])), let task = Key(parts[3])
    else { throw .invalidCursor }
    self.init(list: list, key: key, order: order, task: task)
  }

  package var text: String { "\(list).\(key.hexadecimal).\(order).\(task)" }

  /// The key of a list that is sorted by a number or a time.
  ///
  /// - Throws: `.invalidCursor`.
  package func integer() throws(StoreError) -> Int64 {
    guard let integer = Int64(key) else { throw .invalidCursor }
    return integer
  }
}

extension String {
  fileprivate var hexadecimal: String {
    utf8.map { byte in
      let digits = String(byte, radix: 16)
      return byte < 16 ? "0" + digits : digits
    }.joined()
  }

  fileprivate init?(hexadecimal text: Substring) {
    let digits = text.utf8.map { Character(Unicode.Scalar($0)).hexDigitValue }
    guard digits.count.isMultiple(of: 2) else { return nil }
    var bytes: [UInt8] = []
    for index in stride(from: 0, to: digits.count, by: 2) {
      guard let high = digits[index], let low = digits[index + 1] else { return nil }
      bytes.append(UInt8(high << 4 | low))
    }
    guard let text = String(validating: bytes, as: UTF8.self) else { return nil }
    self = text
  }
}

extension OrderQuery {
  /// Names the order of the list, for its cursors.
  package var listName: String { sort.rawValue + (descending ? "-" : "+") }

  /// Where this list goes on; nil at its beginning.
  ///
  /// - Throws: `.invalidCursor`.
  package func start() throws(StoreError) -> ListCursor? {
    guard let cursor else { return nil }
    return try ListCursor(cursor, of: listName)
  }

  /// The cursor of a page that ends with a row.
  package func cursor(after row: OrderRow) -> String {
    let key =
      switch sort {
      case .placed: "\(row.startedAt.microseconds)"
      case .updated: "\(row.updatedAt.microseconds)"
      case .reference: row.summary.reference ?? ""
      case .total: row.summary.amount.map { "\($0)" } ?? ""
      }
    return ListCursor(list: listName, key: key, order: row.id).text
  }
}

extension TaskQuery {
  /// Names the order of the list, for its cursors.
  package var listName: String { effectiveSort.rawValue + (descending ? "-" : "+") }

  /// Where this list goes on; nil at its beginning.
  ///
  /// - Throws: `.invalidCursor`.
  package func start() throws(StoreError) -> (cursor: ListCursor, key: Int64)? {
    guard let cursor else { return nil }
    let read = try ListCursor(cursor, of: listName)
    return (read, try read.integer())
  }

  /// The cursor of a page that ends with a row.
  package func cursor(after row: TaskRow) -> String {
    ListCursor(
      list: listName, key: "\(effectiveSort.key(of: row))", order: row.order, task: row.task.key
    ).text
  }
}

extension TaskQuery.Sort {
  /// What a row is sorted by. Tasks without a due date come after all others, and so do open ones among closed ones.
  package func key(of row: TaskRow) -> Int64 {
    switch self {
    case .due: row.task.due?.microseconds ?? .max
    case .priority: Int64(row.task.priority)
    case .created: row.task.createdAt.microseconds
    case .closed: row.closedAt?.microseconds ?? .max
    }
  }
}
