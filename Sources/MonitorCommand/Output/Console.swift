import ArgumentParser
import FEEL
import FoundationEssentials
import Migrations
import PostgreSQL
import RabbitMQ
import Settings
import Terminal

/// Where a command prints to. Tests put their own in its place.
struct Console: Sendable {
  @TaskLocal static var current = Console.standard

  /// Takes data.
  var write: @Sendable (String) -> Void
  /// Takes messages to the person.
  var tell: @Sendable (String) -> Void
  /// Shows how far something is, on a line that is written over; nil where nobody looks.
  var showProgress: (@Sendable (String) -> Void)?
  /// How many columns fit; nil where nothing may be cut off.
  var width: Int?
  var usesColor: Bool
  var environment: [String: String]

  static var standard: Console {
    let environment = ProcessInfo.processInfo.environment
    let output = OutputStream.standardOutput(environment: environment)
    let errors = OutputStream.standardError(environment: environment)
    var progress: (@Sendable (String) -> Void)?
    if errors.isTerminal && environment["TERM"] != "dumb" {
      progress = { errors.write("\r\u{1B}[K\($0)") }
    }
    return Console(
      write: { output.write($0) }, tell: { errors.print($0) }, showProgress: progress,
      width: output.columns, usesColor: output.usesColor, environment: environment)
  }

  func print(_ line: String) { write(line + "\n") }

  func print(_ table: Terminal.Table) { write(table.rendered(width: width, inColor: usesColor)) }

  func print(_ lines: [TextLine]) {
    for line in lines { print(line.rendered(width: width ?? .max, inColor: usesColor)) }
  }

  func print(json value: Value) { print(value.jsonString) }

  var settings: MonitorSettings {
    get async throws { MonitorSettings(try await SettingSource(environment: environment)) }
  }

  /// Runs a command's work; what goes wrong is told in a sentence, and becomes the exit code.
  func report(_ work: () async throws -> Void) async throws {
    do {
      try await work()
    } catch let failure as MonitorFailure {
      tell("Error: \(failure.message.harmless)")
      throw failure.status.code
    } catch let failure as SettingFailure {
      tell("Error: \(failure.description.harmless)")
      throw ExitStatus.usage.code
    } catch let failure as MigrationFailure {
      tell("Error: \(failure.description.harmless)")
      throw ExitStatus.temporary.code
    } catch let failure as PostgreSQLError {
      let isEmpty = failure.sqlState == .undefinedTable
      let reason =
        isEmpty
        ? "The database has no tables of the monitor yet: start `monitor run` first."
        : failure.description
      tell("Error: \(reason.harmless)")
      throw ExitStatus.temporary.code
    } catch let failure as RabbitMQError {
      tell("Error: \("\(failure)".harmless)")
      throw ExitStatus.temporary.code
    }
  }
}

/// Why a command did not do what was asked.
struct MonitorFailure: Error {
  let status: ExitStatus
  let message: String

  init(_ status: ExitStatus, _ message: String) {
    self.status = status
    self.message = message
  }
}

/// What a command ends with; documented in the help.
enum ExitStatus: Int32, Sendable {
  /// A check has found differences.
  case differences = 1
  case notFound = 3
  /// As in BSD's `sysexits.h`.
  case usage = 64
  case temporary = 75

  var code: ExitCode { ExitCode(rawValue) }
}

extension OutputFormat: ExpressibleByArgument {}
