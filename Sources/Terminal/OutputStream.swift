import FoundationEssentials

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// One of the two streams that a command writes to, and what it can show.
package struct OutputStream: Sendable {
  /// Whether a person looks at it.
  package let isTerminal: Bool
  /// How many columns fit; nil when it is no terminal, where nothing is cut off.
  package let columns: Int?
  /// How many lines fit; nil when it is no terminal.
  package let rows: Int?
  package let usesColor: Bool
  private let descriptor: Int32

  /// Where data goes.
  package static func standardOutput(
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) -> OutputStream {
    OutputStream(descriptor: STDOUT_FILENO, environment: environment)
  }

  /// Where messages to the person go.
  package static func standardError(
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) -> OutputStream {
    OutputStream(descriptor: STDERR_FILENO, environment: environment)
  }

  private init(descriptor: Int32, environment: [String: String]) {
    self.descriptor = descriptor
    isTerminal = isatty(descriptor) == 1
    var size = winsize()
    let isKnown = isTerminal && ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0 && size.ws_col > 0
    columns = isTerminal ? (isKnown ? Int(size.ws_col) : Self.usualColumns) : nil
    rows = isTerminal ? (isKnown && size.ws_row > 0 ? Int(size.ws_row) : Self.usualRows) : nil
    usesColor = Self.usesColor(isTerminal: isTerminal, environment: environment)
  }

  /// What a terminal that does not tell its size is taken to have.
  private static let usualColumns = 80
  private static let usualRows = 24

  /// Colour only where a person looks, and never when `NO_COLOR` is set (no-color.org) or the terminal is dumb.
  package static func usesColor(isTerminal: Bool, environment: [String: String]) -> Bool {
    let refuses = environment["NO_COLOR"].map { !$0.isEmpty } ?? false
    return isTerminal && !refuses && environment["TERM"] != "dumb"
  }

  /// Writes all of `text` at once. A reader that has gone away ends the program, as it does for other tools.
  package func write(_ text: String) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let written = rest.withUnsafeBytes { systemWrite(descriptor, $0.baseAddress, $0.count) }
      if written > 0 {
        rest = rest.dropFirst(written)
      } else if errno != EINTR && errno != EAGAIN {
        return
      }
    }
  }

  /// Writes `line` and a line feed.
  package func print(_ line: String) { write(line + "\n") }
}

/// `write(2)`, under a name that the method does not hide.
private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
  write(descriptor, bytes, count)
}
