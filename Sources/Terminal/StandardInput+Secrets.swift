#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

extension StandardInput {
  /// What `read` gives, while the terminal does not show what is typed. Ctrl-C still ends the program, and leaves the
  /// terminal as it was because a shell sets it anew.
  package static func withoutEcho<Result>(_ read: () -> Result) -> Result {
    var before = termios()
    guard tcgetattr(STDIN_FILENO, &before) == 0 else { return read() }
    var quiet = before
    quiet.c_lflag &= ~tcflag_t(ECHO)
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet)
    defer { tcsetattr(STDIN_FILENO, TCSAFLUSH, &before) }
    return read()
  }
}
