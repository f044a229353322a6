import Foundation

/// Runs programs that are not ours.
enum Tool {
  /// A Python with the packages of `scripts/requirements.txt`.
  static let python = ProcessInfo.processInfo.environment["DUET_TEST_PYTHON"]

  /// Waits for a shell command and gives its exit code and all that it wrote.
  static func run(_ command: String) async throws -> (status: Int32, output: String) {
    let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", "\(command) >'\(file.path())' 2>&1"]
    try await withCheckedThrowingContinuation {
      (continuation: CheckedContinuation<Void, any Error>) in
      process.terminationHandler = { _ in continuation.resume() }
      do { try process.run() } catch { continuation.resume(throwing: error) }
    }
    let output = try String(contentsOf: file, encoding: .utf8)
    try FileManager.default.removeItem(at: file)
    return (process.terminationStatus, output)
  }

  /// The folder that holds the package.
  static let repository = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
}
