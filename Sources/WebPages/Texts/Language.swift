import HTTPTypes
package import Hummingbird

/// What the pages are written in.
package enum Language: String, CaseIterable, Sendable {
  case english = "en"
  case french = "fr"

  /// The cookie that keeps what somebody has chosen.
  private static let cookie = "duet-language"

  /// How the language calls itself.
  package var ownName: String {
    switch self {
    case .english: "English"
    case .french: "Français"
    }
  }

  /// What was chosen, else what the browser prefers (RFC 9110 §12.5.4), else English.
  package init(_ request: Request) {
    if let chosen = request.cookie(Self.cookie).flatMap(Language.init(rawValue:)) {
      self = chosen
    } else {
      self.init(accepting: request.headers[.acceptLanguage] ?? "")
    }
  }

  /// The best of ours by a list such as `fr-CH, fr;q=0.9, en;q=0.8`.
  package init(accepting list: String) {
    var best: (language: Language, quality: Double) = (.english, 0)
    for range in list.split(separator: ",") {
      let parts = range.split(separator: ";").map { $0.filter { !$0.isWhitespace }.lowercased() }
      guard let tag = parts.first,
        let language = Language(rawValue: String(tag.prefix { $0 != "-" }))
      else { continue }
      let quality =
        parts.dropFirst().first { $0.hasPrefix("q=") }.flatMap { Double($0.dropFirst(2)) } ?? 1
      if quality > best.quality { best = (language, quality) }
    }
    self = best.language
  }

  /// The value of `Set-Cookie` that keeps the choice for a year.
  ///
  /// - Parameter path: of the pages: `/ui`.
  package func cookie(path: String) -> String {
    "\(Self.cookie)=\(rawValue); Path=\(path); Max-Age=31536000; HttpOnly; SameSite=Lax"
  }
}
