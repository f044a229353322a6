import Access
import Foundation
import HTTPTypes
import PartyAPI
import Testing

/// Who may have which page: one row of the table under "Pages" in `docs/access.md`.
struct PageRow: Hashable, Sendable {
  let method: String
  let path: String
  /// Nil stands for nobody.
  let allowed: Set<Role?>

  static let columns: [Role?] = [nil] + Role.allCases.map { $0 }

  /// What a route's rule comes to.
  init(_ route: Route) {
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

  /// All rows of the table, in their order.
  static func documented() throws -> [PageRow] {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../../docs/access.md")
    let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n")
    let section = try #require(lines.firstIndex(of: "## Pages"))
    let table = lines[section...].drop { !$0.hasPrefix("|") }.prefix { $0.hasPrefix("|") }
    let rows = table.map { line in
      line.split(separator: "|", omittingEmptySubsequences: false).dropFirst().dropLast()
        .map { $0.trimmingCharacters(in: .whitespaces) }
    }
    let head = ["method", "path", "nobody"] + Role.allCases.map(\.rawValue)
    try #require(rows.first == head)
    try #require(rows.allSatisfy { $0.count == head.count })
    return rows.dropFirst(2).map { PageRow(cells: $0) }
  }
}

extension PageRow: CustomTestStringConvertible {
  /// As it would be in the table.
  var testDescription: String {
    let cells = Self.columns.map { allowed.contains($0) ? "✓" : "" }
    return "| \(method) | `\(path)` | \(cells.joined(separator: " | ")) |"
  }
}
