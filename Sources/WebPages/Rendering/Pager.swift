/// Links to the first and the next part of a long list, for the piece `pager`.
package enum Pager {
  /// Nil when the list has one part only: then there is nothing to show.
  package static func model(first: String?, next: String?) -> [String: Any]? {
    guard first != nil || next != nil else { return nil }
    return ["first": first ?? false as Any, "next": next ?? false as Any]
  }
}

/// The heading of a column that a list can be sorted by, for the piece `headings`.
package struct SortHeading {
  package enum Direction: String {
    case ascending, descending
  }

  private let text: String
  private let isRight: Bool
  private let link: String?
  private let sorted: Direction?

  /// - Parameters:
  ///   - link: To the list sorted by this column, or the other way round when it is already; nil where it cannot be.
  ///   - sorted: How the list is sorted by this column now.
  package init(_ text: String, isRight: Bool = false, link: String?, sorted: Direction?) {
    self.text = text
    self.isRight = isRight
    self.link = link
    self.sorted = sorted
  }

  package var model: [String: Any] {
    [
      "text": text, "right": isRight, "href": link ?? false as Any,
      "sorted": sorted?.rawValue ?? false as Any,
      "arrow": sorted.map { $0 == .descending ? "↓" : "↑" } ?? false as Any,
    ]
  }
}
