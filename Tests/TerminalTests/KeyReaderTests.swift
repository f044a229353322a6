import Terminal
import Testing

struct KeyReaderTests {
  @Test(
    arguments: [
      ("q", [.character("q")]), ("é", [.character("é")]), ("注", [.character("注")]),
      ("\r", [.enter]), ("\n", [.enter]), ("\t", [.tab]), ("\u{7F}", [.backspace]),
      ("\u{1}", [.control("a")]), ("\u{1A}", [.control("z")]),
      ("\u{1B}[A", [.up]), ("\u{1B}OB", [.down]), ("\u{1B}[1;5C", [.right]), ("\u{1B}[D", [.left]),
      ("\u{1B}[5~", [.pageUp]), ("\u{1B}[6~", [.pageDown]), ("\u{1B}[H", [.home]),
      ("\u{1B}[4~", [.end]), ("\u{1B}[3~", [.delete]), ("\u{1B}[Z", [.backTab]),
      ("jk\u{1B}[Aq", [.character("j"), .character("k"), .up, .character("q")]),
      // A mouse, a paste mark and other answers of a terminal are no keys.
      ("\u{1B}[<0;1;1M", []), ("\u{1B}[200~", []), ("\u{1B}[?1;2c", []),
    ] as [(String, [Keystroke])])
  func `bytes are keys`(bytes: String, keys: [Keystroke]) {
    var reader = KeyReader()
    #expect(reader.read(bytes.utf8) == keys)
    #expect(!reader.isWaiting)
  }

  @Test func `a key whose bytes come one by one is one key`() {
    var reader = KeyReader()
    let keys = Array("\u{1B}[5~é注".utf8).flatMap { reader.read([$0]) }
    #expect(keys == [.pageUp, .character("é"), .character("注")])
  }

  @Test func `an escape character after which nothing follows is the key`() {
    var reader = KeyReader()
    #expect(reader.read([0x1B]) == [])
    #expect(reader.isWaiting)
    #expect(reader.finish() == [.escape])
    #expect(reader.read([0x1B, UInt8(ascii: "q")]) == [.escape, .character("q")])
  }

  @Test func `broken bytes are no keys, and do not stop those that follow`() {
    var reader = KeyReader()
    #expect(reader.read([0xFF, 0xC3, UInt8(ascii: "x")]) == [.character("x")])
    #expect(reader.read([0x1B, 0x5B] + Array(repeating: UInt8(ascii: "9"), count: 40)).count < 40)
    _ = reader.finish()
    #expect(reader.read("j".utf8) == [.character("j")])
  }
}
