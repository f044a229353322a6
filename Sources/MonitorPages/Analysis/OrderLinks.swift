import Analysis
import FEEL
import FoundationEssentials
import Hyperlinks

/// The orders behind the numbers of an analysis: links to lists that show exactly as many.
struct OrderLinks {
  private let terms: [(name: String, value: String?)]
  private let period: AnalysisPeriod

  /// - Parameters:
  ///   - terms: what addresses have for the group that is analysed.
  ///   - period: that was analysed.
  init(_ terms: [(name: String, value: String?)], _ period: AnalysisPeriod) {
    self.terms = terms
    self.period = period
  }

  /// The orders of the group of which something else is known as well.
  func orders(_ more: [(String, String?)]) -> String {
    let given = Set(more.map(\.0))
    return Link.to(
      "/ui/orders", terms.filter { !given.contains($0.name) }.map { ($0.name, $0.value) } + more)
  }

  func placed(_ from: Timestamp, _ to: Timestamp) -> String {
    orders([("placedFrom", from.description), ("placedTo", to.description)])
  }

  /// Those that ended within a stretch of time, the whole period if no other is named.
  func ended(
    _ from: Timestamp? = nil, _ to: Timestamp? = nil, _ more: [(String, String?)] = []
  ) -> String {
    orders(
      [
        ("endedFrom", (from ?? period.begin).description),
        ("endedTo", (to ?? period.end).description),
      ] + more)
  }

  func ended(_ more: [(String, String?)]) -> String { ended(nil, nil, more) }

  /// Those that ended within the period and were not older then than an age in seconds.
  func ended(by age: Double, _ more: [(String, String?)] = []) -> String {
    ended([("leadTo", Self.seconds(Self.microseconds(age)))] + more)
  }

  /// Those that ended within the period and took longer than `from` and not longer than `to` seconds.
  func ended(longerThan from: Double?, notLongerThan to: Double?) -> String {
    ended([
      ("leadFrom", from.map { Self.seconds(Self.microseconds($0) + 1) }),
      ("leadTo", to.map { Self.seconds(Self.microseconds($0)) }), ("sort", "lead-time"),
    ])
  }

  /// Those that were there just before a time: placed before it, and not ended.
  func present(before end: Timestamp, _ more: [(String, String?)] = []) -> String {
    orders([("open", (end + .microseconds(-1)).description)] + more)
  }

  /// Those that run and were placed before a time.
  func running(placedBefore time: Timestamp) -> String {
    orders([("state", "running"), ("placedTo", time.description)])
  }

  /// Those that ended within the period and came through a flow node.
  func through(_ element: String) -> String { ended([("through", element)]) }

  /// Those that are at a flow node; at the end of a period that is over, those that were.
  func here(_ element: String) -> String {
    period.isOpen
      ? orders([("element", element)]) : present(before: period.end, [("element", element)])
  }

  private static func microseconds(_ seconds: Double) -> Int64 {
    Int64((seconds * 1_000_000).rounded())
  }

  /// As a decimal text.
  private static func seconds(_ microseconds: Int64) -> String {
    "\(Decimal(microseconds) / 1_000_000)"
  }
}
