import FoundationEssentials
package import Terminal

/// The monitor's executable, as a person would use it.
package struct MonitorProgram: Sendable {
  private let path: String

  package init(path: String) { self.path = path }

  /// The one that was built together with the running program.
  ///
  /// - Throws: `RehearsalError.program`.
  package static func besideThisOne() throws(RehearsalError) -> MonitorProgram {
    let own: String
    do {
      own = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    } catch {
      throw .program("/proc/self/exe", "\(error)")
    }
    let path = own.split(separator: "/").dropLast().reduce("") { "\($0)/\($1)" } + "/monitor"
    guard FileManager.default.isExecutableFile(atPath: path) else {
      throw .program(path, "is not there; `./dev build` builds it")
    }
    return MonitorProgram(path: path)
  }

  /// The full-screen view; it ends when it is told to, or by a key.
  func live() throws(RehearsalError) -> ChildProcess { try ChildProcess(path, ["live"]) }

  /// Asks the monitor whether both sides' histories and databases agree.
  ///
  /// - Parameter stream: is told that the check runs; what the check prints goes to standard error.
  package func check(printingTo stream: OutputStream) async throws -> Bool {
    stream.print("monitor check:")
    return try await ChildProcess(path, ["check"], outputToError: true).exitCode() == 0
  }
}
