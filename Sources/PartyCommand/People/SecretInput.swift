import ArgumentParser
import FEEL
import Terminal

/// Where a password comes from: never from the arguments, which every process can see.
struct PasswordOptions: ParsableArguments {
  @Flag(help: "Read the password from the first line of standard input.")
  var passwordStdin = false

  /// The password that is there already.
  func current(for user: String, console: Console) throws -> String {
    if passwordStdin { return try Self.line() }
    guard let ask = console.ask else {
      throw CommandError(.usage, "Nobody is there to ask: use --password-stdin.")
    }
    let answer = StandardInput.withoutEcho { ask("Password of \(user): ") }
    console.tell("")
    guard let answer, !answer.isEmpty else {
      throw CommandError(.usage, "No password was given.")
    }
    return answer
  }

  /// A new one, asked for twice; nil when one is to be made, because none is given or nobody is there to ask.
  func chosen(for user: String, console: Console) throws -> String? {
    if passwordStdin { return try Self.line() }
    guard let ask = console.ask else { return nil }
    let first = StandardInput.withoutEcho {
      ask("New password of \(user) (empty to have one made): ")
    }
    console.tell("")
    guard let first, !first.isEmpty else { return nil }
    let second = StandardInput.withoutEcho { ask("Once more: ") }
    console.tell("")
    guard first == second else { throw CommandError(.usage, "The two are different.") }
    return first
  }

  private static func line() throws -> String {
    guard let line = readLine(strippingNewline: true), !line.isEmpty else {
      throw CommandError(.usage, "There is no password on standard input.")
    }
    return line
  }
}
