import Monitoring
import ProcessEngine

/// What a screen shows at present, and so has to be read.
struct LiveNeed: Hashable, Sendable {
  /// The page of the orders' table; nil when it is not shown.
  var orders: Orders?
  /// The order whose time line is shown.
  var story: InstanceID?

  struct Orders: Hashable, Sendable {
    var terms = OrderTerms.none
    var sort = OrderQuery.Sort.placed
    var isDescending = true
    var after: OrderQuery.Cursor?
  }
}
