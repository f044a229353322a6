import Monitoring
import ProcessEngine
import Terminal

/// The table of orders: which ones, in which order, and which of them is chosen.
struct OrdersTable: Sendable {
  private(set) var terms = OrderTerms.none
  private(set) var sort = OrderQuery.Sort.placed
  private(set) var isDescending = true
  /// Where the pages before this one began; nil for the first.
  private var earlier: [OrderQuery.Cursor?] = []
  private var after: OrderQuery.Cursor?
  private var next: OrderQuery.Cursor?
  private(set) var orders: [OrderCase] = []
  private(set) var count: BoundedCount?
  private(set) var cursor = ListCursor()
  /// Whether what is here answers the present question.
  private(set) var isLoaded = false
  private var isEnteredFromBelow = false

  /// What has to be read.
  var need: LiveNeed.Orders {
    LiveNeed.Orders(terms: terms, sort: sort, isDescending: isDescending, after: after)
  }

  var selected: OrderCase? {
    orders.indices.contains(cursor.index) ? orders[cursor.index] : nil
  }

  /// How many orders stand on the pages before.
  var offset: Int { earlier.count * LiveReader.pageLimit }

  /// The chosen order stays chosen where it moves to.
  mutating func receive(_ page: OrderPage, count: BoundedCount?, height: Int) {
    let chosen = isLoaded ? selected?.order : nil
    orders = page.orders
    next = page.next
    self.count = count
    isLoaded = true
    let place = chosen.flatMap { order in orders.firstIndex { $0.order == order } }
    let index = isEnteredFromBelow ? orders.count - 1 : place ?? cursor.index
    isEnteredFromBelow = false
    cursor.move(to: index, count: orders.count, height: height)
  }

  mutating func resize(height: Int) { cursor.move(by: 0, count: orders.count, height: height) }

  mutating func select(_ index: Int, height: Int) {
    cursor.move(to: index, count: orders.count, height: height)
  }

  /// Other terms, from the first page on.
  mutating func narrow(to terms: OrderTerms) {
    self.terms = terms
    begin()
  }

  private mutating func begin() {
    (earlier, after) = ([], nil)
    cursor = ListCursor()
    isLoaded = false
  }

  /// - Returns: whether something else has to be read.
  mutating func press(_ key: Keystroke, height: Int) -> Bool {
    switch key {
    case .character("s"), .character("S"):
      sort = OrdersTable.sort(key == .character("s") ? 1 : -1, from: sort)
      isDescending = sort.isDescendingAtFirst
      begin()
      return true
    case .character("r"):
      isDescending.toggle()
      begin()
      return true
    case .down, .character("j"), .pageDown, .control("f"):
      if cursor.index >= orders.count - 1, let next {
        turn { table in
          table.earlier.append(table.after)
          table.after = next
        }
        return true
      }
    case .up, .character("k"), .pageUp, .control("b"):
      if cursor.index == 0, let before = earlier.last {
        turn { table in
          table.earlier.removeLast()
          table.after = before
          table.isEnteredFromBelow = true
        }
        return true
      }
    default: break
    }
    _ = cursor.press(key, count: orders.count, height: height)
    return false
  }

  private mutating func turn(_ body: (inout OrdersTable) -> Void) {
    body(&self)
    cursor = ListCursor()
    isLoaded = false
  }

  private static func sort(_ distance: Int, from sort: OrderQuery.Sort) -> OrderQuery.Sort {
    let all = OrderQuery.Sort.allCases
    let index = all.firstIndex(of: sort) ?? 0
    return all[(index + distance + all.count) % all.count]
  }
}

extension OrderQuery.Sort {
  /// Whether people want the greatest first.
  var isDescendingAtFirst: Bool {
    switch self {
    case .placed, .updated, .ended, .leadTime, .total: true
    case .reference, .buyer, .outcome, .due: false
    }
  }

  var title: String {
    switch self {
    case .placed: "placed"
    case .updated: "last step"
    case .ended: "ended"
    case .leadTime: "lead time"
    case .total: "total"
    case .reference: "order"
    case .buyer: "buyer"
    case .outcome: "outcome"
    case .due: "due"
    }
  }
}
