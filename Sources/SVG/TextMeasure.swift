/// How wide text is in Arial, and in the fonts that were made to its measure (Liberation Sans, Arimo, Helvetica).
///
/// A drawing that is written by a server has no browser to ask. With these widths lines break where a browser would
/// break them, and labels are centred to a fraction of a unit.
package enum TextMeasure {
  /// Advance widths of U+0020 … U+007E in thousandths of the font size.
  private static let ascii: [Double] = [
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556,
    556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667,
    611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667,
    667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500,
    222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
  ]

  /// Others that our languages use; letters with accents are as wide as those without.
  private static let others: [Unicode.Scalar: Double] = [
    "\u{A0}": 278, "\u{202F}": 278, "’": 222, "‘": 222, "“": 333, "”": 333, "«": 556, "»": 556,
    "…": 1000, "–": 556, "—": 1000, "œ": 944, "Œ": 1000, "æ": 889, "Æ": 1000, "ß": 611, "€": 556,
    "·": 333, "×": 584, "−": 584, "%": 889, "ı": 278,
  ]

  /// - Parameter size: of the font, in the units of the result.
  package static func width(of text: some StringProtocol, size: Double) -> Double {
    text.reduce(0) { $0 + thousandths($1) } * size / 1000
  }

  private static func thousandths(_ character: Character) -> Double {
    guard let scalar = character.unicodeScalars.first else { return 0 }
    if let width = plain(scalar) ?? others[scalar] { return width }
    if let base = letters[scalar] { return plain(base) ?? 556 }
    // East Asian ideographs and pictures fill a square; most of what is left is about as wide as a digit.
    return scalar.value >= 0x1100 ? 1000 : 556
  }

  private static func plain(_ scalar: Unicode.Scalar) -> Double? {
    (0x20...0x7E).contains(scalar.value) ? ascii[Int(scalar.value) - 0x20] : nil
  }

  /// Letters with accents by those without.
  private static let letters: [Unicode.Scalar: Unicode.Scalar] = {
    let groups: [(Unicode.Scalar, String)] = [
      ("A", "ÀÁÂÃÄÅ"), ("C", "Ç"), ("E", "ÈÉÊË"), ("I", "ÌÍÎÏ"), ("N", "Ñ"), ("O", "ÒÓÔÕÖØ"),
      ("U", "ÙÚÛÜ"), ("Y", "Ý"), ("a", "àáâãäå"), ("c", "ç"), ("e", "èéêë"), ("f", "ìíîï"),
      ("n", "ñ"), ("o", "òóôõöø"), ("u", "ùúûü"), ("y", "ýÿ"),
    ]
    var letters: [Unicode.Scalar: Unicode.Scalar] = [:]
    for (base, accented) in groups {
      for scalar in accented.unicodeScalars { letters[scalar] = base }
    }
    return letters
  }()
}
