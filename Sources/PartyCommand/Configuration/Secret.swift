/// A URL that may contain a password: never printed whole.
package struct Secret: Hashable, Sendable, CustomStringConvertible, CustomDebugStringConvertible,
  CustomReflectable
{
  /// The whole text, for whoever connects.
  package let revealed: String

  package init(_ text: String) { revealed = text }

  /// Without user, password and options: `postgresql://…@127.0.0.1:5432/client`.
  package var description: String {
    guard let colon = revealed.firstRange(of: "://") else { return "…" }
    let rest = revealed[colon.upperBound...].prefix { $0 != "?" && $0 != "#" }
    let place = rest.lastIndex(of: "@").map { rest[rest.index(after: $0)...] } ?? rest
    return "\(revealed[..<colon.upperBound])…@\(place)"
  }

  package var debugDescription: String { description }
  package var customMirror: Mirror { Mirror(reflecting: description) }
}
