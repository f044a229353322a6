import FEEL
import Hyperlinks
import Participant
import PartyAPI
import WebPages

/// What an inbox shows, as its address says it: `view=mine&text=bolt&due=overdue`. It goes along when a task opens, so
/// that one comes back to the same list.
struct InboxFilter {
  enum Due: String, CaseIterable {
    case overdue
    case soon = "4h"
    case day = "24h"
    case week = "7d"

    /// How long from now.
    var span: Duration {
      switch self {
      case .overdue: .zero
      case .soon: .seconds(4 * 3600)
      case .day: .seconds(24 * 3600)
      case .week: .seconds(7 * 24 * 3600)
      }
    }
  }

  var view: TaskQuery.View
  let text: String?
  let element: String?
  let due: Due?
  let priority: Int?
  /// Whose tasks others prepare.
  let delegatedBy: String?
  let cursor: String?

  static let priorities = [60, 80]

  /// What is not understood is left out: an address that somebody has typed still shows a list.
  init(_ query: FormBody) {
    view = query["view"].flatMap(TaskQuery.View.init(rawValue:)) ?? .mine
    text = query["text"].map { String($0.prefix(200)) }
    element = query["element"]
    due = query["due"].flatMap(Due.init(rawValue:))
    priority = query["priority"].flatMap { Int($0) }.flatMap { (0...100).contains($0) ? $0 : nil }
    delegatedBy = query["delegatedBy"]
    cursor = query["cursor"]
  }

  /// From the address of an inbox; nil for any other.
  init?(link: String) {
    let parts = link.split(separator: "?", maxSplits: 1)
    guard parts.first == "/ui/inbox" else { return nil }
    do {
      self.init(try FormBody(urlEncoded: parts.count > 1 ? String(parts[1]) : ""))
    } catch {
      return nil
    }
  }

  func taskFilter(now: Timestamp, limit: Int = 50) throws(Problem) -> TaskFilter {
    var filter = try TaskFilter(query: "", now: now)
    filter.view = view
    filter.query.text = text
    filter.query.element = element
    switch due {
    case .overdue: filter.query.overdue = now
    case let due?: filter.query.dueBefore = now + due.span
    case nil: break
    }
    filter.query.minimumPriority = priority
    filter.query.delegatedBy = delegatedBy
    filter.query.cursor = cursor
    filter.query.limit = limit
    return filter
  }

  var isFiltered: Bool {
    text != nil || element != nil || due != nil || priority != nil || delegatedBy != nil
  }

  func link(view: TaskQuery.View? = nil, cursor: String? = nil) -> String {
    Link.to(
      "/ui/inbox",
      [
        ("view", (view ?? self.view).rawValue), ("text", text), ("element", element),
        ("due", due?.rawValue), ("priority", priority.map(String.init)),
        ("delegatedBy", delegatedBy), ("cursor", cursor),
      ])
  }
}
