import FEEL
import HTTPTypes
import Hummingbird
import NIOCore
import Participant

/// A list of orders as a file, page by page as it is read, so that its size does not matter.
struct OrderExport: Sendable {
  enum Format: String, CaseIterable, Sendable {
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

  let records: any Records
  let filter: OrderFilter
  let format: Format

  private static let page = 500

  static let columns = [
    "id", "reference", "buyer", "status", "outcome", "total", "currency", "lines", "openTasks",
    "elements", "startedAt", "updatedAt",
  ]

  /// The first page is read before the answer begins, so that what is wrong with the request is still told as a problem.
  func response() async throws -> Response {
    var query = filter.query
    if !filter.hasLimit { query.limit = Self.page }
    let first = try await records.orders(query)
    let (records, isWhole, format, start) = (records, !filter.hasLimit, format, query)
    return Response(
      status: .ok,
      headers: [
        .contentType: format == .csv ? "text/csv; charset=utf-8; header=present" : format.mediaType,
        .contentDisposition: "attachment; filename=\"orders.\(format.rawValue)\"",
        .cacheControl: "no-store",
      ],
      body: ResponseBody { writer in
        var (page, query) = (first, start)
        if format == .csv { try await writer.write(ByteBuffer(string: CSV.line(Self.columns))) }
        while true {
          let text = page.items.map { Self.line($0, format) }.joined()
          if !text.isEmpty { try await writer.write(ByteBuffer(string: text)) }
          guard isWhole, let next = page.next else { break }
          query.cursor = next
          page = try await records.orders(query)
        }
        try await writer.finish(nil)
      })
  }

  private static func line(_ row: OrderRow, _ format: Format) -> String {
    let value = OrderView.row(row)
    guard format == .csv else { return value.jsonString + "\n" }
    return CSV.line(
      columns.map { column in
        switch value[column] {
        case .null: ""
        case .string(let text): text
        case .list(let list): list.compactMap(\.string).joined(separator: " ")
        case let other: other.jsonString
        }
      })
  }
}

/// Comma-separated values (RFC 4180) that a spreadsheet cannot take for a formula.
enum CSV {
  static func line(_ cells: [String]) -> String {
    cells.map(cell).joined(separator: ",") + "\r\n"
  }

  /// A spreadsheet calculates what begins with one of these, and so runs what somebody else has written into an order. A
  /// number may begin with a minus.
  private static func isFormula(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first, "=+-@\t\r\n＝＋－＠".unicodeScalars.contains(first)
    else {
      return false
    }
    return first != "-" || !text.isPlainNumber
  }

  private static func cell(_ text: String) -> String {
    let safe = isFormula(text) ? "'" + text : text
    let needsQuotes = safe.unicodeScalars.contains { ",\"\r\n".unicodeScalars.contains($0) }
    return needsQuotes ? "\"\(safe.replacing("\"", with: "\"\""))\"" : safe
  }
}
