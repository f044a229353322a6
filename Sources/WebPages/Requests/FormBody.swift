import HTTPTypes
package import Hummingbird
import Hyperlinks
import NIOCore

/// What a form sent: `application/x-www-form-urlencoded`, or `multipart/form-data` (RFC 7578) where it has a file.
package struct FormBody: Sendable {
  package private(set) var fields: [(name: String, value: String)] = []
  /// The content of the files by the field's name.
  package private(set) var files: [String: [UInt8]] = [:]

  /// The first value of a field, without blanks at its ends; nil when it is missing or empty.
  package subscript(_ name: String) -> String? {
    fields.first { $0.name == name }.map(\.value).flatMap { text in
      let trimmed = text.trimmedBlanks
      return trimmed.isEmpty ? nil : trimmed
    }
  }

  /// The first value of a field exactly as it was typed, for passwords: their spaces count. Empty when it is missing.
  package func asTyped(_ name: String) -> String {
    fields.first { $0.name == name }?.value ?? ""
  }

  /// Whether the form had the field at all.
  package func has(_ name: String) -> Bool { fields.contains { $0.name == name } }

  package static func read(_ request: Request, limit: Int) async throws -> FormBody {
    let bytes = Array(buffer: try await request.body.collect(upTo: limit))
    let type = request.headers[.contentType] ?? ""
    if type.lowercased().hasPrefix("multipart/form-data"), let boundary = boundary(in: type) {
      return try FormBody(multipart: bytes, boundary: boundary)
    }
    return try FormBody(urlEncoded: String(decoding: bytes, as: UTF8.self))
  }

  package init(urlEncoded text: String) throws(MalformedForm) {
    for pair in text.split(separator: "&") {
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
        .map { PercentEncoding.decode($0.replacing("+", with: "%20")) }
      guard let name = parts[0], let value = parts.count > 1 ? parts[1] : "" else {
        throw MalformedForm()
      }
      fields.append((name, value.replacing("\r\n", with: "\n")))
    }
  }

  package init(multipart bytes: [UInt8], boundary: String) throws(MalformedForm) {
    let malformed = MalformedForm()
    let mark = Array("--\(boundary)".utf8)
    var rest = bytes[...]
    guard rest.starts(with: mark) else { throw malformed }
    rest = rest.dropFirst(mark.count)
    while rest.starts(with: [0x0D, 0x0A]) {
      rest = rest.dropFirst(2)
      guard let headEnd = rest.index(of: [0x0D, 0x0A, 0x0D, 0x0A]),
        let end = rest[(headEnd + 4)...].index(of: [0x0D, 0x0A] + mark)
      else { throw malformed }
      let head = String(decoding: rest[..<headEnd], as: UTF8.self)
      try add(head: head, content: rest[(headEnd + 4)..<end], malformed: malformed)
      rest = rest[(end + 2 + mark.count)...]
    }
    guard rest.starts(with: [0x2D, 0x2D]) else { throw malformed }
  }

  private mutating func add(
    head: String, content: ArraySlice<UInt8>, malformed: MalformedForm
  ) throws(MalformedForm) {
    let disposition = head.split(separator: "\r\n").first {
      $0.lowercased().hasPrefix("content-disposition:")
    }
    guard let disposition, let name = Self.parameter("name", in: disposition) else {
      throw malformed
    }
    if Self.parameter("filename", in: disposition) != nil {
      files[name] = Array(content)
    } else {
      fields.append((name, String(decoding: content, as: UTF8.self)))
    }
  }

  /// The value of `; name="…"`.
  private static func parameter(_ name: String, in header: Substring) -> String? {
    guard let start = header.firstRange(of: "; \(name)=\"") else { return nil }
    return String(header[start.upperBound...].prefix { $0 != "\"" })
  }

  private static func boundary(in type: String) -> String? {
    guard let start = type.firstRange(of: "boundary=") else { return nil }
    let boundary = type[start.upperBound...].prefix { $0 != ";" }.filter { $0 != "\"" }
    return boundary.isEmpty ? nil : boundary
  }
}

/// What was sent is no form.
package struct MalformedForm: Error {}

extension ArraySlice<UInt8> {
  /// Where a sequence of bytes begins.
  fileprivate func index(of bytes: [UInt8]) -> Int? {
    guard count >= bytes.count, let first = bytes.first else { return nil }
    var index = startIndex
    while let found = self[index...].firstIndex(of: first), found + bytes.count <= endIndex {
      if self[found...].starts(with: bytes) { return found }
      index = found + 1
    }
    return nil
  }
}

extension String {
  /// Without blanks and line ends at its ends.
  package var trimmedBlanks: String {
    guard let first = firstIndex(where: { !$0.isWhitespace }),
      let last = lastIndex(where: { !$0.isWhitespace })
    else { return "" }
    return String(self[first...last])
  }
}
