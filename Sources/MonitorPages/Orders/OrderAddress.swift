import Analysis
import FEEL
import Hyperlinks
import Monitoring

/// Which orders a page is about, as its address says it.
struct OrderAddress {
  /// The filter and its order, for the store.
  let query: OrderQuery
  /// The parameters that could not be read, and so are left out.
  let unreadable: [String]
  private let values: [String: String]

  private static let names = OrderParameters.names

  /// - Parameters:
  ///   - limit: how long a message may take.
  ///   - activities: the flow nodes at which doing something twice is rework.
  ///   - read: gives a parameter; nil when it is missing or empty.
  init(
    now: Timestamp, limit: Duration, activities: [String], _ read: (String) -> String?
  ) {
    var values: [String: String] = [:]
    for name in Self.names + ["sort", "cursor"] {
      values[name] = read(name).map { String($0.prefix(200)) }
    }
    let parameters = OrderParameters(values, now: now, limit: limit, activities: activities)
    self.values = values
    query = parameters.query
    unreadable = parameters.unreadable
  }

  init(_ page: PageRequest) {
    self.init(
      now: page.now, limit: page.messageLimit, activities: page.process.model.activities
    ) { page[$0] }
  }

  subscript(_ name: String) -> String { values[name] ?? "" }

  /// The restrictions that are in use.
  var inUse: [(name: String, value: String)] {
    Self.names.compactMap { name in values[name].map { (name, $0) } }
  }

  /// The same list with something else of it; without the place where a page of it begins.
  func link(_ path: String = "/ui/orders", _ changes: [String: String?] = [:]) -> String {
    Link.to(
      path,
      (Self.names + ["sort", "cursor"]).map { name in
        if let change = changes[name] { return (name, change) }
        return (name, name == "cursor" ? nil : values[name])
      })
  }
}
