import FEEL
import Foundation
import ProcessEngine
import Testing

/// The pages that say what can be used say all of it.
struct DocumentationTests {
  private static func page(_ name: String) throws -> String {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../docs/\(name)").standardizedFileURL
    return String(decoding: try Data(contentsOf: file), as: UTF8.self)
  }

  /// The first cells of the table under a heading; a cell may name several things, with commas.
  private static func rows(under heading: String, of page: String) throws -> [String] {
    let section = try #require(
      page.components(separatedBy: "\n## ").first { $0.hasPrefix(heading) })
    return section.split(separator: "\n").filter { $0.hasPrefix("| ") }
      .flatMap { row in row.split(separator: "|")[0].split(separator: ",") }
      .map { $0.trimmingCharacters(in: .whitespaces) }
      .filter { $0 != "element" }
  }

  @Test func `every type of flow node that can be executed is described, and no other`() throws {
    let described = try Self.rows(under: "Elements", of: Self.page("bpmn-support.md"))
    #expect(described.sorted() == Behaviors.titles.sorted())
  }

  @Test func `what is listed as not supported is refused, and what is refused is listed`() throws {
    let listed = try Self.rows(under: "Not supported", of: Self.page("bpmn-support.md"))
    #expect(Set(listed) == Set(Refusal.unsupported.map(\.title)))
  }

  @Test func `every function of the expression language is listed, and no other`() throws {
    let page = try Self.page("feel.md")
    let section = try #require(
      page.components(separatedBy: "\n## ").first { $0.hasPrefix("Functions") })
    let table = section.split(separator: "\n").filter { $0.hasPrefix("| ") }.dropFirst()
    let listed = table.joined().components(separatedBy: "`").enumerated()
      .compactMap { $0.offset % 2 == 1 ? $0.element : nil }
    #expect(listed.sorted() == Expression.functionNames)
  }

  @Test func `the limits that are named are those that hold`() throws {
    #expect(Expression.maximumLength == 64 * 1024)
    #expect(Instance.mailboxLimit == 256)
    #expect(try Self.page("bpmn-support.md").contains("up to \(Instance.mailboxLimit) of them"))
  }
}
