import FEEL
import FoundationEssentials

/// A file that a command reads.
struct InputFile: Sendable {
  private let path: String

  /// - Parameter path: `-` for standard input.
  init(_ path: String) { self.path = path }

  /// - Throws: `CommandError` `.usage` when it cannot be read.
  func bytes() throws -> [UInt8] {
    do {
      return Array(try Data(contentsOf: URL(filePath: path == "-" ? "/dev/stdin" : path)))
    } catch {
      throw CommandError(
        .usage, "The file \(path) cannot be read: check that it exists and is readable.")
    }
  }

  func object() throws -> Context {
    let bytes = try bytes()
    do {
      return try Context(json: bytes)
    } catch {
      throw CommandError(.usage, "The file \(path) is no JSON object. \(error)")
    }
  }
}
