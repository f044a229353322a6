/// Builds links: a path and the parameters that have a value.
package enum Link {
  package static func to(_ path: String, _ parameters: [(String, String?)] = []) -> String {
    let pairs = parameters.compactMap { name, value in
      value.flatMap { $0.isEmpty ? nil : "\(name)=\(PercentEncoding.encode($0))" }
    }
    return pairs.isEmpty ? path : "\(path)?\(pairs.joined(separator: "&"))"
  }

  /// A link that somebody else gave, if it leads to a page of ours; else the other one.
  ///
  /// - Parameter root: What the paths of all pages begin with: `/ui/`.
  package static func own(_ given: String?, under root: String, orElse fallback: String) -> String {
    guard let given, given.hasPrefix(root), !given.contains("\\"),
      given.unicodeScalars.allSatisfy({ $0.value > 0x20 && $0.value < 0x7F })
    else { return fallback }
    return given
  }
}
