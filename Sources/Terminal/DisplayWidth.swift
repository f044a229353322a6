extension Character {
  /// How many columns of a terminal this character takes: 0, 1 or 2.
  package var displayWidth: Int {
    let scalars = unicodeScalars
    guard let first = scalars.first else { return 0 }
    if scalars.count > 1, scalars.contains("\u{FE0F}") { return 2 }
    if first.value < 0x300 {
      return first.value < 0x20 || (0x7F..<0xA0).contains(first.value) ? 0 : 1
    }
    switch first.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format, .control: return 0
    default: break
    }
    return first.properties.isEmojiPresentation || WideRanges.contains(first.value) ? 2 : 1
  }
}

extension StringProtocol {
  /// How many columns of a terminal this text takes.
  package var displayWidth: Int { reduce(0) { $0 + $1.displayWidth } }

  /// The text without what could steer a terminal: control characters become `�`, line breaks and tabs a space, and
  /// marks that turn the direction of writing are dropped. For every text that came from elsewhere.
  package var harmless: String {
    if !unicodeScalars.contains(where: \.isSteering) { return String(self) }
    var scalars = String.UnicodeScalarView()
    for scalar in unicodeScalars {
      switch scalar.value {
      case 0x09, 0x0A, 0x0D: scalars.append(" ")
      case _ where !scalar.isSteering: scalars.append(scalar)
      case 0x202A...0x202E, 0x2066...0x2069: break
      default: scalars.append("\u{FFFD}")
      }
    }
    return String(scalars)
  }

  /// At most `width` columns of the text, with `…` at the end when something is missing.
  package func truncated(to width: Int) -> String {
    if displayWidth <= width { return String(self) }
    guard width > 0 else { return "" }
    var kept = ""
    var used = 0
    for character in self {
      let next = used + character.displayWidth
      if next > width - 1 { break }
      kept.append(character)
      used = next
    }
    return kept + "…"
  }
}

extension Unicode.Scalar {
  fileprivate var isSteering: Bool {
    switch value {
    case 0..<0x20, 0x7F..<0xA0, 0x202A...0x202E, 0x2066...0x2069: true
    default: false
    }
  }
}

/// The blocks whose characters take two columns (Unicode Standard Annex 11, East Asian Wide and Fullwidth).
private enum WideRanges {
  private static let ranges: [ClosedRange<UInt32>] = [
    0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF,
    0xA000...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
    0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F900...0x1F9FF, 0x20000...0x3FFFD,
  ]

  static func contains(_ value: UInt32) -> Bool {
    value >= 0x1100 && ranges.contains { $0.contains(value) }
  }
}
