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

  /// How the terminal was before; nil when the screen has been left for good.
  private let before: Locked<termios?>
  /// What stands on the screen, by rows, and how large it was then; nil when it is not known.
  private let shown = Locked<(size: Size, rows: [String])?>(nil)
  private let output = OutputStream.standardOutput()
  package var usesColor: Bool { output.usesColor }

  /// Takes the terminal over; nil when standard input or output is none, or one that can do too little.
  package static func open(environment: [String: String]) -> Screen? {
    guard isPossible(environment) else { return nil }
    var attributes = termios()
    guard tcgetattr(STDIN_FILENO, &attributes) == 0 else { return nil }
    return Screen(before: attributes)
  }

  /// Whether standard input and output are a terminal that can do enough.
  package static func isPossible(_ environment: [String: String]) -> Bool {
    isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1
      && environment["TERM"].map { $0 != "dumb" && !$0.isEmpty } ?? false
  }

  private init(before attributes: termios) {
    before = Locked(attributes)
    enter(attributes)
  }

  private func enter(_ attributes: termios) {
    var raw = attributes
    // Keys come at once and unseen, Ctrl-C as a key; output is processed as before.
    raw.c_lflag &= ~tcflag_t(ICANON | ECHO | ISIG | IEXTEN)
    raw.c_iflag &= ~tcflag_t(IXON | ICRNL)
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &raw)
    // Alternate screen, no cursor, no line wrap.
    output.write("\u{1B}[?1049h\u{1B}[?25l\u{1B}[?7l\u{1B}[2J")
    forget()
  }

  private func giveBack(_ attributes: termios) {
    var attributes = attributes
    output.write("\u{1B}[?7h\u{1B}[?25h\u{1B}[?1049l")
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &attributes)
  }

  /// Gives the terminal back as it was.
  package func leave() {
    let attributes = before.withLock { before in
      defer { before = nil }
      return before
    }
    if let attributes { giveBack(attributes) }
  }

  /// Gives the terminal back and stops the program, as Ctrl-Z does elsewhere; takes it over again when the program is told
  /// to go on.
  package func suspend() {
    guard let attributes = before.withLock({ $0 }) else { return }
    giveBack(attributes)
    // Threads of Dispatch block SIGTSTP; this signal nobody can block, and none of what follows is done before it.
    raise(SIGSTOP)
    enter(attributes)
  }

  /// What stands on the screen is not known any more: the next picture is drawn from the ground up.
  package func forget() { shown.withLock { $0 = nil } }

  /// How large the terminal is now.
  package var size: Size {
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0
    else {
      return Size(columns: 80, rows: 24)
    }
    return Size(columns: Int(size.ws_col), rows: Int(size.ws_row))
  }

  /// Shows `lines`, in one stroke where the terminal can do that; what does not fit is left out. Only rows that have
  /// changed are written: a slow line has little to carry.
  package func draw(_ lines: [TextLine]) {
    let size = size
    var rows = lines.prefix(size.rows).map { $0.rendered(width: size.columns, inColor: usesColor) }
    rows += Array(repeating: "", count: size.rows - rows.count)
    let before = shown.withLock { shown in
      defer { shown = (size, rows) }
      return shown
    }
    output.write(Self.stroke(rows, over: before?.size == size ? before?.rows : nil))
  }

  /// The bytes that change what is shown.
  ///
  /// - Parameter old: what stands there; nil when that is not known.
  package static func stroke(_ rows: [String], over old: [String]?) -> String {
    var text = old == nil ? "\u{1B}[2J" : ""
    for (index, row) in rows.enumerated() where old.map({ $0[index] != row }) ?? !row.isEmpty {
      // Erased before, not after: behind a full line the cursor still stands on its last character.
      text += "\u{1B}[\(index + 1);1H\u{1B}[2K" + row
    }
    return text.isEmpty ? "" : "\u{1B}[?2026h" + text + "\u{1B}[?2026l"
  }
}
