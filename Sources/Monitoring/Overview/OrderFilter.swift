package import FEEL
package import FoundationEssentials
package import ProcessEngine

/// Which orders are wanted; what is nil does not restrict it.
package struct OrderFilter: Hashable, Sendable {
  package enum Status: String, Hashable, Sendable, CaseIterable {
    /// At least one party has not ended.
    case running
    /// Every party has ended.
    case ended
  }

  /// Something between the parties that should not be.
  package enum Finding: String, Hashable, Sendable, CaseIterable {
    /// A message was sent and has neither been taken in nor refused; see `messagesSentBefore`.
    case unreceived
    /// A message was taken in twice: a mistake of the receiver.
    case receivedTwice = "received-twice"
    /// A message came once more, and its receiver left it alone.
    case duplicate
    case disordered
    /// A message took long; see `lateAfter`.
    case late
    /// A message was taken in before it was sent, by the clocks of the two.
    case negativeHop = "negative-hop"
    /// A message was put aside, or is in quarantine now.
    case quarantined
    /// A message was taken in with another content than it was sent with.
    case altered
    /// Parties that have ended have not ended alike.
    case disputed

    /// How many such messages are looked at: of the late ones those that took longest.
    package var bound: Int { self == .late ? 2_000 : BoundedCount.bound }
  }

  package var status: Status?
  /// At any party that has ended.
  package var outcome: String?
  /// Orders with a token at this flow node; together with `openAt`, those that had one there then.
  package var element: String?
  package var reference: String?
  package var buyer: String?
  package var sku: String?
  /// As it was typed; see `SearchText`.
  package var text: String?
  /// The total from and up to, in the order's own currency.
  package var totals: ClosedRange<Decimal>?
  package var currency: String?
  package var placed: Range<Timestamp>?
  package var ended: Range<Timestamp>?
  /// Orders that had been placed by this time and had not ended: those that the picture of it shows.
  package var openAt: Timestamp?
  /// From placing to end, of orders that have ended.
  package var leadTimes: ClosedRange<Duration>?
  /// Orders of which a side has gone, or is going, so.
  package var way: OrderWay?
  /// Ended orders for which this was done.
  package var mark: OrderMark?
  /// Orders with a message of this name with which this was wrong; of any name when that is nil. Where more than
  /// `Finding.bound` messages are so, it is the orders of that many of them. Together with `openAt`, the orders with a
  /// message that was on its way then.
  package var finding: Finding?
  package var message: String?
  /// Before when a message must have been sent to count as `unreceived`.
  package var messagesSentBefore: Timestamp?
  /// How long a message may take until it counts as `late`; a minute at least.
  package var lateAfter = OrderFilter.minute
  /// Orders with an open incident; at `element` when that is given as well.
  package var onlyIncidents = false
  /// Orders with a task whose due date has passed at this time; at `element` when that is given as well.
  package var overdueAt: Timestamp?
  /// Orders with a task that at this time has used up three quarters of the time until its due date, or more, but not
  /// all; at `element` when that is given as well.
  package var dueSoonAt: Timestamp?

  /// How long a message may take where the parties' clock is the machine's.
  package static let minute = Duration.seconds(60)

  package init() {}

  /// Whether orders are searched by what few of them may have.
  package var isSelective: Bool {
    text != nil || sku != nil || reference != nil || way != nil || finding != nil
      || totals != nil || placed != nil || ended != nil || leadTimes != nil || mark != nil
  }
}

/// A page of the orders that a filter lets through.
package struct OrderQuery: Hashable, Sendable {
  /// By what the orders stand. Those that do not have it stand as if it was the smallest, but running orders as if they
  /// ended last.
  package enum Sort: String, Hashable, Sendable, CaseIterable {
    case placed, updated, ended
    case leadTime = "lead-time"
    case total, reference, buyer, outcome
    /// When the first open task is due: running orders only, those without one last.
    case due
  }

  /// Where an earlier page ended.
  package struct Cursor: Hashable, Sendable {
    /// What the last order was sorted by, as the store writes it.
    package let key: String
    package let order: InstanceID

    package init(key: String, order: InstanceID) {
      self.key = key
      self.order = order
    }

    /// Reads the text form; nil for anything else.
    package init?(_ text: String) {
      let parts = text.split(separator: "~", omittingEmptySubsequences: false)
      guard parts.count == 2, let order = InstanceID(String(parts[0])),
        let key = Self.text(ofHexadecimal: Array(parts[1].utf8))
      else { return nil }
      self.init(key: key, order: order)
    }

    /// A word of letters, digits, `-` and `~`.
    package var text: String {
      let digits = Array("0123456789abcdef")
      return "\(order)~"
        + key.utf8.map { "\(digits[Int($0 >> 4)])\(digits[Int($0 & 15)])" }.joined()
    }

    private static func text(ofHexadecimal digits: [UInt8]) -> String? {
      guard digits.count.isMultiple(of: 2) else { return nil }
      var bytes: [UInt8] = []
      for index in stride(from: 0, to: digits.count, by: 2) {
        let pair = String(decoding: digits[index...index + 1], as: UTF8.self)
        guard let byte = UInt8(pair, radix: 16) else { return nil }
        bytes.append(byte)
      }
      return String(validating: bytes, as: UTF8.self)
    }
  }

  package var filter: OrderFilter
  package var sort: Sort
  package var isDescending: Bool
  package var after: Cursor?
  /// From 1 to 1,000.
  package var limit: Int
  /// Whether the filter lets no more orders through than are counted, if that is known: a store that wants to know it counts
  /// them otherwise.
  package var isOfFew: Bool?

  package init(
    _ filter: OrderFilter = OrderFilter(), sort: Sort = .placed, isDescending: Bool = true,
    after: Cursor? = nil, limit: Int = 50
  ) {
    self.filter = filter
    self.sort = sort
    self.isDescending = isDescending
    self.after = after
    self.limit = limit
  }
}

/// Some of the orders of a query.
package struct OrderPage: Hashable, Sendable {
  package let orders: [OrderCase]
  /// Where the next page begins; nil when there is none.
  package let next: OrderQuery.Cursor?

  package init(orders: [OrderCase], next: OrderQuery.Cursor?) {
    self.orders = orders
    self.next = next
  }
}

/// A number that is not counted further than people care.
package struct BoundedCount: Hashable, Sendable {
  package static let bound = 10_000

  /// At most `bound`.
  package let value: Int
  /// Whether there are more.
  package let isMore: Bool

  package init(found: Int) { self.init(found: found, isMore: found > Self.bound) }

  package init(found: Int, isMore: Bool) {
    value = min(found, Self.bound)
    self.isMore = isMore
  }

  /// Of two kinds together.
  package static func + (first: BoundedCount, second: BoundedCount) -> BoundedCount {
    let found = first.value + second.value
    return BoundedCount(found: found, isMore: first.isMore || second.isMore || found > bound)
  }
}
