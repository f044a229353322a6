import ArgumentParser
import FEEL
import PartyCommand
import Synchronization
import Testing

/// The executables, run in the test's own process.
struct Client: AsyncParsableCommand {
  static let configuration = ClientProgram.configuration
}

struct Supplier: AsyncParsableCommand {
  static let configuration = SupplierProgram.configuration
}

/// What a command did.
struct Outcome: Sendable {
  let code: Int32
  /// On standard output.
  let data: String
  /// On standard error.
  let messages: String
}

extension AsyncParsableCommand {
  /// Runs the executable with these arguments.
  ///
  /// - Parameter answers: what the person at the terminal writes, line by line; nil when there is no terminal.
  static func outcome(
    _ arguments: [String], environment: [String: String] = [:], answers: [String]? = nil,
    width: Int? = nil
  ) async -> Outcome {
    let data = Recorder()
    let messages = Recorder()
    var ask: (@Sendable (String) -> String?)?
    if let answers {
      let left = Lines(answers)
      ask = { question in
        messages.add(question)
        return left.next()
      }
    }
    let console = Console(
      write: { data.add($0) }, tell: { messages.add($0 + "\n") }, ask: ask, width: width,
      usesColor: false, environment: environment)
    var code: Int32 = 0
    do {
      try await Console.$current.withValue(console) {
        var command = try parseAsRoot(arguments)
        if var command = command as? any AsyncParsableCommand {
          try await command.run()
        } else {
          try command.run()
        }
      }
    } catch {
      code = exitCode(for: error).rawValue
      if !(error is ExitCode) { messages.add(message(for: error)) }
    }
    return Outcome(code: code, data: data.text, messages: messages.text)
  }
}

private final class Lines: Sendable {
  private let left: Mutex<[String]>

  init(_ lines: [String]) { left = Mutex(lines) }

  func next() -> String? { left.withLock { $0.isEmpty ? nil : $0.removeFirst() } }
}

private final class Recorder: Sendable {
  private let content = Mutex("")

  func add(_ text: String) { content.withLock { $0 += text } }

  var text: String { content.withLock { $0 } }
}

/// A text as JSON; a failure of the test when it is none.
func json(_ text: some StringProtocol) -> Value {
  do {
    return try Value(json: String(text))
  } catch {
    Issue.record(error)
    return .null
  }
}
