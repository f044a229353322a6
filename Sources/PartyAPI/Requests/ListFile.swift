import FEEL
import HTTPTypes
import Hummingbird
import NIOCore
import Ordering

/// In which form a list is asked for.
package enum ListFormat: String, CaseIterable, Sendable {
  case json, csv, jsonl

  var mediaType: String {
    switch self {
    case .json: "application/json"
    case .csv: "text/csv"
    case .jsonl: "application/jsonl"
    }
  }

  /// The one that a request accepts; JSON for one that accepts anything, or nothing that we have.
  init(accept: String?) {
    let accepted = (accept ?? "").split(separator: ",").map { part in
      String(part.prefix { $0 != ";" }).trimmed.lowercased()
    }
    self = Self.allCases.first { accepted.contains($0.mediaType) } ?? .json
  }
}

/// A list as a file for a spreadsheet or a program, page by page as it is read, so that its size does not matter.
struct ListFile: Sendable {
  /// Some rows, as the HTTP interface shows them, and what continues them; nil after the last ones.
  typealias Page = (rows: [Value], next: String?)

  let name: String
  /// The members of a row that are columns of a CSV file.
  let columns: [String]
  let format: ListFormat

  /// The first page is read before the answer begins, so that what is wrong with the request is still told as a problem.
  ///
  /// - Parameter read: gives the page at a cursor; the first one for nil.
  func response(_ read: @escaping @Sendable (String?) async throws -> Page) async throws -> Response
  {
    let first = try await read(nil)
    return Response(
      status: .ok,
      headers: [
        .contentType: format == .csv ? "text/csv; charset=utf-8; header=present" : format.mediaType,
        .contentDisposition: "attachment; filename=\"\(name).\(format.rawValue)\"",
        .cacheControl: "no-store",
      ],
      body: ResponseBody { writer in
        var page = first
        if format == .csv { try await writer.write(ByteBuffer(string: CSVLine.text(columns))) }
        while true {
          let text = page.rows.map(line).joined()
          if !text.isEmpty { try await writer.write(ByteBuffer(string: text)) }
          guard let next = page.next else { break }
          page = try await read(next)
        }
        try await writer.finish(nil)
      })
  }

  private func line(_ row: Value) -> String {
    guard format == .csv else { return row.jsonString + "\n" }
    return CSVLine.text(columns.map { Self.cell(row[$0]) })
  }

  private static func cell(_ value: Value) -> String {
    switch value {
    case .null: ""
    case .string(let text): text
    case .list(let list): list.map { $0.string ?? $0.jsonString }.joined(separator: " ")
    default: value.jsonString
    }
  }
}
