import Dispatch
import FoundationEssentials

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A program that was started, in the same process group and on the same terminal, so that it may use the keyboard.
struct ChildProcess: Sendable {
  private let id: pid_t

  /// - Parameter outputToError: whether what it prints as data goes to standard error.
  /// - Throws: `RehearsalError.program`.
  init(_ program: String, _ arguments: [String], outputToError: Bool = false) throws(RehearsalError)
  {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    if outputToError { posix_spawn_file_actions_adddup2(&actions, STDERR_FILENO, STDOUT_FILENO) }
    let environment = ProcessInfo.processInfo.environment.map { "\($0.key)=\($0.value)" }
    var id: pid_t = 0
    let problem = Self.withPointers([program] + arguments) { arguments in
      Self.withPointers(environment) { environment in
        posix_spawn(&id, program, &actions, nil, arguments, environment)
      }
    }
    guard problem == 0 else { throw .program(program, String(cString: strerror(problem))) }
    self.id = id
  }

  /// The exit code; 128 and the signal when one ended it. To be called once.
  func exitCode() async -> Int32 {
    let id = id
    return await withCheckedContinuation { continuation in
      DispatchQueue.global().async {
        var status: Int32 = 0
        while waitpid(id, &status, 0) == -1 && errno == EINTR {}
        let signal = status & 0x7F
        continuation.resume(returning: signal == 0 ? status >> 8 & 0xFF : 128 + signal)
      }
    }
  }

  func terminate() { kill(id, SIGTERM) }

  /// Gives texts as C does: pointers to terminated strings, and a null pointer behind the last.
  private static func withPointers<Result>(
    _ texts: [String], _ body: ([UnsafeMutablePointer<CChar>?]) -> Result
  ) -> Result {
    let pointers = texts.map { strdup($0) }
    defer { for pointer in pointers { free(pointer) } }
    return body(pointers + [nil])
  }
}
