import HTTPTypes
import Hummingbird

/// What a caller would like (RFC 7240); what is not understood is ignored.
enum Preference {
  /// How long the caller would wait for an answer that has news: `Prefer: wait=10`; at most 30 seconds.
  static func wait(_ request: Request) -> Int? {
    for part in (request.headers[.prefer] ?? "").split(separator: ",") {
      let preference = part.prefix { $0 != ";" }
      let pieces = preference.split(separator: "=", maxSplits: 1).map { String($0).trimmed }
      if pieces.count == 2, pieces[0].lowercased() == "wait", let seconds = Int(pieces[1]),
        seconds >= 0
      {
        return min(seconds, 30)
      }
    }
    return nil
  }
}

extension HTTPField.Name {
  // Both consist of token characters only.
  static let prefer = HTTPField.Name("Prefer")!
  static let preferenceApplied = HTTPField.Name("Preference-Applied")!
}

extension Request {
  /// Whether `If-None-Match` names this tag (RFC 9110 §13.1.2), by the weak comparison that it asks for.
  func hasSeen(_ tag: String) -> Bool {
    guard let header = headers[.ifNoneMatch] else { return false }
    let quoted = "\"" + tag + "\""
    let matching: Set<String> = ["*", quoted, "W/" + quoted]
    return header.split(separator: ",").contains { matching.contains(String($0).trimmed) }
  }
}
