/// One step of a request on its way through proxies, as the proxy says that it was asked.
struct ForwardedHop: Hashable, Sendable {
  /// Without port and brackets; nil when it was not told, or hidden (`unknown`, `_name`; RFC 7239 §6).
  let address: String?
  let isSecure: Bool

  // MARK: X-Forwarded-For

  /// - Parameter protocols: of the nearest hop; the proxy of ours that everything comes through overwrites it.
  static func list(addresses: [String], protocols: [String]) -> [ForwardedHop] {
    let isSecure =
      protocols.last?.split(separator: ",").last
      .map { String($0).trimmed.lowercased() } == "https"
    let nodes = addresses.flatMap { $0.split(separator: ",", omittingEmptySubsequences: false) }
    if nodes.isEmpty { return [ForwardedHop(address: nil, isSecure: isSecure)] }
    return nodes.map {
      ForwardedHop(address: address(ofNode: String($0).trimmed), isSecure: isSecure)
    }
  }

  // MARK: Forwarded

  /// `for=192.0.2.60;proto=https, for="[2001:db8::17]:4711"` (RFC 7239 §4). An element that cannot be read is a step of
  /// which nothing is known.
  static func list(_ field: String) -> [ForwardedHop] {
    split(field, at: ",").map { element in
      var address: String?
      var isSecure = false
      for pair in split(element, at: ";") {
        let parts = pair.split(separator: "=", maxSplits: 1)
        guard parts.count == 2 else { continue }
        let value = unquoted(String(parts[1]).trimmed)
        switch String(parts[0]).trimmed.lowercased() {
        case "for": address = Self.address(ofNode: value)
        case "proto": isSecure = value.lowercased() == "https"
        default: continue
        }
      }
      return ForwardedHop(address: address, isSecure: isSecure)
    }
  }

  /// Not within quotes.
  private static func split(_ text: String, at separator: Character) -> [String] {
    var parts = [""]
    var (isQuoted, isEscaped) = (false, false)
    for character in text {
      if !isQuoted && character == separator {
        parts.append("")
        continue
      }
      if character == "\"" && !isEscaped { isQuoted.toggle() }
      isEscaped = isQuoted && character == "\\" && !isEscaped
      parts[parts.count - 1].append(character)
    }
    return parts
  }

  private static func unquoted(_ text: String) -> String {
    guard text.count >= 2, text.first == "\"", text.last == "\"" else { return text }
    var value = ""
    var isEscaped = false
    for character in text.dropFirst().dropLast() {
      isEscaped = character == "\\" && !isEscaped
      if !isEscaped { value.append(character) }
    }
    return value
  }

  /// The address of `192.0.2.1`, `192.0.2.1:4711`, `2001:db8::1`, `[2001:db8::1]` or `[2001:db8::1]:4711`.
  private static func address(ofNode node: String) -> String? {
    if node.isEmpty || node == "unknown" || node.hasPrefix("_") { return nil }
    if node.hasPrefix("[") { return String(node.dropFirst().prefix { $0 != "]" }) }
    let isFour = node.count { $0 == ":" } == 1
    return isFour ? String(node.prefix { $0 != ":" }) : node
  }
}
