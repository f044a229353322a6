import Locks

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The whole terminal for a program that draws on it again and again.
///
/// It uses the terminal's alternate screen, so that what was there before comes back when it leaves; and it reads keys one
/// by one, without showing them. Leaving is safe to do twice, and has to be done on every way out.
package final class Screen: Sendable {
  package struct Size: Hashable, Sendable {
    package let columns: Int
    package let rows: Int

    package init(columns: Int, rows: Int) {
      self.columns = columns
      self.rows = rows
    }
  }

  /// How the terminal was before; nil when the screen has been left.
  private let before: Locked<termios?>
  private let output = OutputStream.standardOutput()
  package var usesColor: Bool { output.usesColor }

  /// Takes the terminal over; nil when standard input or output is none, or one that can do too little.
  package static func open(environment: [String: String]) -> Screen? {
    guard isatty(STDIN_FILENO) == 1, isatty(STDOUT_FILENO) == 1,
      environment["TERM"].map({ $0 != "dumb" && !$0.isEmpty }) ?? false
    else { return nil }
    var attributes = termios()
    guard tcgetattr(STDIN_FILENO, &attributes) == 0 else { return nil }
    return Screen(before: attributes)
  }

  private init(before attributes: termios) {
    before = Locked(attributes)
    var raw = attributes
    // Keys come at once and unseen, Ctrl-C as a key; output is processed as before.
    raw.c_lflag &= ~tcflag_t(ICANON | ECHO | ISIG | IEXTEN)
    raw.c_iflag &= ~tcflag_t(IXON | ICRNL)
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &raw)
    // Alternate screen, no cursor, no line wrap.
    output.write("\u{1B}[?1049h\u{1B}[?25l\u{1B}[?7l\u{1B}[2J")
  }

  /// Gives the terminal back as it was.
  package func leave() {
    let attributes = before.withLock { before in
      defer { before = nil }
      return before
    }
    guard var attributes else { return }
    output.write("\u{1B}[?7h\u{1B}[?25h\u{1B}[?1049l")
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &attributes)
  }

  /// How large the terminal is now.
  package var size: Size {
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0
    else {
      return Size(columns: 80, rows: 24)
    }
    return Size(columns: Int(size.ws_col), rows: Int(size.ws_row))
  }

  /// Shows `lines`, in one stroke where the terminal can do that; what does not fit is left out.
  package func draw(_ lines: [TextLine]) {
    let size = size
    var text = "\u{1B}[?2026h\u{1B}[H"
    for (row, line) in lines.prefix(size.rows).enumerated() {
      if row > 0 { text += "\r\n" }
      // Erased before, not after: behind a full line the cursor still stands on its last character.
      text += "\u{1B}[2K" + line.rendered(width: size.columns, inColor: usesColor)
    }
    output.write(text + "\u{1B}[J\u{1B}[?2026l")
  }
}
