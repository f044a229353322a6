#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The stream that a command reads from.
package enum StandardInput {
  /// Whether a person can answer.
  package static var isTerminal: Bool { isatty(STDIN_FILENO) == 1 }

  /// The next line without its end; nil at the end of the input.
  package static func line() -> String? { readLine(strippingNewline: true) }
}
