/// Why a text is not an expression that we understand, and where.
public struct ExpressionError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The whole text that was parsed.
  public let source: String
  /// What was found and what was expected instead.
  public let message: String
  /// The line of the problem, from 1.
  public let line: Int
  /// The column of the problem in Unicode scalars, from 1.
  public let column: Int

  init(_ message: String, at offset: Int, of source: String) {
    self.source = source
    self.message = message
    var line = 1
    var column = 1
    for scalar in source.unicodeScalars.prefix(offset) {
      if scalar == "\n" {
        line += 1
        column = 1
      } else {
        column += 1
      }
    }
    self.line = line
    self.column = column
  }

  public var description: String { "line \(line), column \(column): \(message)" }
}

/// A problem while reading a text, before its line and column are worked out.
struct SyntaxError: Error {
  let message: String
  /// Unicode scalars before the problem.
  let offset: Int
}
