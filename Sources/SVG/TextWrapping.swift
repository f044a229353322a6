/// Breaks a name into the lines that bpmn.io would break it into.
///
/// A line that is too wide is cut in the proportion of its excess, back to the last space or hyphen before that; a word
/// that has neither is cut itself. That is not the tightest way to wrap, but the one that people know from their modeller.
package enum TextWrapping {
  /// - Parameter width: what a line must stay below.
  package static func lines(of text: String, width: Double, size: Double) -> [String] {
    var lines: [String] = []
    var rest = Substring(text)
    while true {
      let fitting = fitting(String(rest), width: width, size: size)
      lines.append(fitting.trimmed)
      rest = rest.dropFirst(fitting.count).drop { $0.isWhitespace }
      if rest.isEmpty { return lines }
    }
  }

  private static func fitting(_ line: String, width limit: Double, size: Double) -> String {
    var line = line
    while line.count > 1 {
      let width = TextMeasure.width(of: line.trimmed, size: size)
      if width < limit.rounded() { break }
      line = shortened(line, to: max(Double(line.count) * (limit / width), 1))
    }
    return line
  }

  private static func shortened(_ line: String, to length: Double) -> String {
    let parts = parts(of: line)
    var kept: [String] = []
    var count = 0
    if parts.count > 1 {
      for part in parts {
        if Double(part.count + count) >= length {
          // No line begins with a hyphen: its word goes with it.
          if part == "-", !kept.isEmpty { kept.removeLast() }
          break
        }
        kept.append(part)
        count += part.count
      }
    }
    if !kept.isEmpty { return kept.joined() }
    return String(line.prefix(max(Int((length - 1).rounded()), 1)))
  }

  /// Words, and what stands between them.
  private static func parts(of line: String) -> [String] {
    var parts = [""]
    for character in line {
      if character.isWhitespace || character == "-" {
        parts += [String(character), ""]
      } else {
        parts[parts.count - 1].append(character)
      }
    }
    return parts.filter { !$0.isEmpty }
  }
}

extension String {
  /// Without the spaces at its ends, which no line shows.
  fileprivate var trimmed: String {
    guard let first = firstIndex(where: { !$0.isWhitespace }),
      let last = lastIndex(where: { !$0.isWhitespace })
    else { return "" }
    return String(self[first...last])
  }
}
