package import Access
import Foundation
import HTTPTypes
package import PartyAPI
import Testing

/// Who may have which route: one row of a table in `docs/access.md`.
package struct AccessRow: Hashable, Sendable {
  package let method: String
  package let path: String
  /// Nil stands for nobody.
  package let allowed: Set<Role?>

  package static let columns: [Role?] = [nil] + Role.allCases.map { $0 }

  /// What a route's rule comes to.
  package init(_ route: Route) {
    method = route.method.rawValue
    path = route.path
    allowed = Set(Self.columns.filter { route.rule.allows($0.map { [$0] }) })
  }

  private init(cells: [String]) {
    method = cells[0]
    path = cells[1].filter { $0 != "`" }
    let marked = zip(Self.columns, cells.dropFirst(2)).filter { $0.1 == "✓" }.map(\.0)
    allowed = Set(marked)
  }

  /// All rows of a chapter's table, in their order.
  ///
  /// - Parameter chapter: its title.
  package static func documented(in chapter: String) throws -> [AccessRow] {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../docs/access.md")
    let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
    let start = try #require(lines.firstIndex(of: "## \(chapter)"))
    let table = lines[start...].drop { !$0.hasPrefix("|") }.prefix { $0.hasPrefix("|") }
    let rows = table.map { line in
      line.split(separator: "|", omittingEmptySubsequences: false).dropFirst().dropLast()
        .map { $0.trimmingCharacters(in: .whitespaces) }
    }
    let head = ["method", "path", "nobody"] + Role.allCases.map(\.rawValue)
    try #require(rows.first == head)
    try #require(rows.allSatisfy { $0.count == head.count })
    return rows.dropFirst(2).map { AccessRow(cells: $0) }
  }

  /// Records an issue for each row that is documented and not so, or is so and not documented.
  package static func compare(_ routes: [Route], with documented: [AccessRow]) {
    let actual = routes.map { AccessRow($0) }
    #expect(Set(documented).count == documented.count, "a row is there twice")
    #expect(Set(actual).count == actual.count, "a route is there twice")
    for row in Set(actual).subtracting(documented) {
      Issue.record("docs/access.md lacks, or has otherwise: \(row.testDescription)")
    }
    for row in Set(documented).subtracting(actual) {
      Issue.record("docs/access.md has what is not so: \(row.testDescription)")
    }
  }
}

extension AccessRow: CustomTestStringConvertible {
  /// As it would be in the table.
  package var testDescription: String {
    let cells = Self.columns.map { allowed.contains($0) ? "✓" : "" }
    return "| \(method) | `\(path)` | \(cells.joined(separator: " | ")) |"
  }
}
