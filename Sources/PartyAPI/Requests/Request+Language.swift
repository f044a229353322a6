import HTTPTypes
import Hummingbird

extension Request {
  /// The language that the caller reads best: the first tag of `Accept-Language` that has the greatest weight.
  var language: String {
    var best = (tag: "en", weight: 0.0)
    for part in (headers[.acceptLanguage] ?? "").split(separator: ",") {
      let pieces = part.split(separator: ";").map { String($0).trimmed }
      let weight =
        pieces.dropFirst().first.flatMap { Double($0.drop { $0 != "=" }.dropFirst()) } ?? 1
      if let tag = pieces.first, tag != "*", weight > best.weight {
        best = (String(tag.prefix { $0 != "-" }).lowercased(), weight)
      }
    }
    return best.tag
  }
}
