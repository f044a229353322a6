import Access
import FEEL
import Foundation
import HTTPTypes
import PartyAPI
import Testing

/// The table of `docs/access.md`, held against the rules of all routes, and against what they answer.
struct AccessTableTests {
  private struct Row: Hashable, Sendable {
    let method: String
    let path: String
    /// Nil stands for nobody.
    let allowed: Set<Role?>
  }

  private static let columns: [Role?] = [nil] + Role.allCases.map { $0 }

  private static func documented() throws -> [Row] {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    let page = try String(contentsOf: root.appending(path: "docs/access.md"), encoding: .utf8)
    let lines = page.split(separator: "\n")
    let start = try #require(lines.firstIndex { $0.hasPrefix("| method | path |") })
    let head = cells(lines[start])
    try #require(head == ["method", "path", "nobody"] + Role.allCases.map(\.rawValue))
    return lines[(start + 2)...].prefix { $0.hasPrefix("|") }.map { line in
      let cells = cells(line)
      let marked = zip(columns, cells.dropFirst(2)).filter { $0.1 == "✓" }.map(\.0)
      return Row(
        method: cells[0], path: cells[1].filter { $0 != "`" }, allowed: Set(marked))
    }
  }

  private static func cells(_ line: Substring) -> [String] {
    line.split(separator: "|", omittingEmptySubsequences: false).dropFirst().dropLast()
      .map { $0.trimmingCharacters(in: .whitespaces) }
  }

  @Test func `the table has every route with its rule`() throws {
    let documented = try Set(Self.documented())
    let actual = Set(
      Gate().routes.map { route in
        Row(
          method: route.method.rawValue, path: route.path,
          allowed: Set(Self.columns.filter { route.rule.allows($0.map { [$0] }) }))
      })
    for row in actual.subtracting(documented) {
      Issue.record("docs/access.md lacks, or has otherwise: \(Self.line(row))")
    }
    for row in documented.subtracting(actual) {
      Issue.record("docs/access.md has what is not so: \(Self.line(row))")
    }
  }

  private static func line(_ row: Row) -> String {
    let cells = columns.map { row.allowed.contains($0) ? "✓" : "" }
    return "| \(row.method) | `\(row.path)` | \(cells.joined(separator: " | ")) |"
  }

  /// An unknown parameter ends what would do something, or would go on for ever, after the rule was asked.
  @Test func `every route answers every role as the table says`() async throws {
    let gate = Gate()
    var headers: [Role?: HTTPFields] = [nil: [:]]
    for role in Role.allCases {
      try await gate.add(role.rawValue, [role])
      let token = try await gate.signIn(role.rawValue)
      headers[role] = [.authorization: "Bearer \(token.text)"]
    }
    let (all, rows) = (headers, try Self.documented())
    try await gate.open { ask in
      for row in rows {
        let method = try #require(HTTPRequest.Method(rawValue: row.method))
        let path = Self.example(row.path) + "?no-such-parameter=1"
        for role in Self.columns {
          let body: String? = ["POST", "PUT"].contains(row.method) ? "{}" : nil
          let answer = try await ask(method, path, body, all[role] ?? [:])
          let isRefused = answer.status == 401 || answer.problem == "not-allowed"
          #expect(
            isRefused == !row.allowed.contains(role),
            "\(row.method) \(row.path) as \(role?.rawValue ?? "nobody"): \(answer.text)")
          if isRefused {
            #expect(answer.status == (role == nil ? 401 : 403))
            #expect((answer.headers[.wwwAuthenticate] != nil) == (role == nil))
          }
        }
      }
    }
    #expect(gate.people.sessionCount == Role.allCases.count)
  }

  /// The path with something in its varying parts.
  private static func example(_ path: String) -> String {
    path.split(separator: "/", omittingEmptySubsequences: false).map { part -> String in
      switch part {
      case "{task}", "{incident}": "\(Sample.id).7"
      case "{order}": "\(Sample.id)"
      case let part: part.hasPrefix("{") ? "nobody" : String(part)
      }
    }.joined(separator: "/")
  }
}
