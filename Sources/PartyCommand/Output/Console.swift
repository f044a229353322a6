import ArgumentParser
import FEEL
import FoundationEssentials
import Terminal

/// Where a command prints to, and what it knows of its surroundings. Tests put their own in its place.
package struct Console: Sendable {
  @TaskLocal package static var current = Console.standard

  /// Takes data.
  var write: @Sendable (String) -> Void
  /// Takes messages to the person.
  var tell: @Sendable (String) -> Void
  /// Puts a question to the person and reads the answer, which is nil at the end of the input. Nil where nobody answers.
  var ask: (@Sendable (String) -> String?)?
  /// How many columns fit; nil where nothing may be cut off.
  var width: Int?
  var usesColor: Bool
  var environment: [String: String]

  package init(
    write: @escaping @Sendable (String) -> Void, tell: @escaping @Sendable (String) -> Void,
    ask: (@Sendable (String) -> String?)? = nil, width: Int?, usesColor: Bool,
    environment: [String: String]
  ) {
    self.ask = ask
    self.write = write
    self.tell = tell
    self.width = width
    self.usesColor = usesColor
    self.environment = environment
  }

  /// The streams of the process.
  package static var standard: Console {
    let environment = ProcessInfo.processInfo.environment
    let output = OutputStream.standardOutput(environment: environment)
    let errors = OutputStream.standardError(environment: environment)
    var ask: (@Sendable (String) -> String?)?
    if StandardInput.isTerminal && errors.isTerminal {
      ask = { question in
        errors.write(question)
        return StandardInput.line()
      }
    }
    return Console(
      write: { output.write($0) }, tell: { errors.print($0) }, ask: ask, width: output.columns,
      usesColor: output.usesColor, environment: environment)
  }

  /// A variable that is set and not empty.
  func variable(_ name: String) -> String? {
    environment[name].flatMap { $0.isEmpty ? nil : $0 }
  }

  func print(_ line: String) { write(line + "\n") }

  func print(_ table: Table) { write(table.rendered(width: width, inColor: usesColor)) }

  func print(json value: Value) { print(value.jsonString) }

  /// Runs a command's work; what goes wrong is told, and becomes the exit code.
  func report(as format: OutputFormat, _ work: () async throws -> Void) async throws {
    do {
      try await work()
    } catch let failure as CommandError {
      switch format {
      case .table:
        tell(
          "Error: \(failure.message.split(separator: "\n").map(\.harmless).joined(separator: "\n"))"
        )
      case .json, .jsonl: tell(Value.context(failure.problem).jsonString)
      }
      throw failure.status.code
    }
  }
}

extension OutputFormat: ExpressibleByArgument {}
