/// Makes names fit where there is less room than they need.
enum NameShortening {
  /// The name in at most so many columns: whole if it fits, else with its longest words cut (`Cancell. confir.`), else
  /// with its end cut.
  static func shortened(_ name: String, to room: Int, width: (Character) -> Int) -> String {
    guard columns(of: name, width) > room else { return name }
    guard room > 0 else { return "" }
    var words = name.split(separator: " ").map { Word(letters: Array($0), kept: $0.count) }
    while columns(of: words.map(\.text).joined(separator: " "), width) > room {
      let longest = words.indices.filter { words[$0].canShrink }.max {
        words[$0].text.count < words[$1].text.count
      }
      guard let longest else { return cut(name, to: room, width: width) }
      words[longest].shrink()
    }
    return words.map(\.text).joined(separator: " ")
  }

  private static func columns(of text: String, _ width: (Character) -> Int) -> Int {
    text.reduce(0) { $0 + width($1) }
  }

  static func cut(_ text: String, to room: Int, width: (Character) -> Int) -> String {
    var (kept, used) = ("", 0)
    for character in text {
      if used + width(character) > room - 1 { return room > 0 ? kept + "…" : "" }
      kept.append(character)
      used += width(character)
    }
    return kept
  }

  private struct Word {
    let letters: [Character]
    var kept: Int

    /// A point stands for at least two letters, and leaves at least three.
    var canShrink: Bool { kept > 3 && letters.count > 4 }
    var text: String { String(letters.prefix(kept)) + (kept < letters.count ? "." : "") }
    mutating func shrink() { kept -= kept == letters.count ? 2 : 1 }
  }
}
