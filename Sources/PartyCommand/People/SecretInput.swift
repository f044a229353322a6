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
    return try Self.asked("Password of \(user): ", console)
  }

  /// A new one, asked for twice; nil when one is to be made, because none is given or nobody is there to ask.
  func chosen(for user: String, console: Console) throws -> String? {
    if passwordStdin { return try Self.line() }
    guard let ask = console.ask else { return nil }
    let first = Self.hidden("New password of \(user) (empty to have one made): ", ask, console)
    guard let first, !first.isEmpty else { return nil }
    return try Self.confirmed(first, console)
  }

  /// The password that somebody chooses, typed once already.
  static func confirmed(_ first: String, _ console: Console) throws -> String {
    guard let ask = console.ask, hidden("Once more: ", ask, console) == first else {
      throw CommandError(.usage, "The two are different.")
    }
    return first
  }

  /// What somebody types without seeing it.
  fileprivate static func hidden(
    _ question: String, _ ask: (String) -> String?, _ console: Console
  ) -> String? {
    let answer = StandardInput.withoutEcho { ask(question) }
    console.tell("")
    return answer
  }

  /// A password that somebody types.
  static func asked(_ question: String, _ console: Console) throws -> String {
    guard let ask = console.ask else {
      throw CommandError(.usage, "Nobody is there to ask: use --password-stdin.")
    }
    guard let answer = hidden(question, ask, console), !answer.isEmpty else {
      throw CommandError(.usage, "No password was given.")
    }
    return answer
  }

  /// The next line of standard input.
  static func line() throws -> String {
    guard let line = readLine(strippingNewline: true), !line.isEmpty else {
      throw CommandError(.usage, "There is no password on standard input.")
    }
    return line
  }
}

/// A token that was made elsewhere.
enum TokenInput {
  /// What somebody pastes without seeing it; where nobody can be asked, the first line of standard input.
  static func read(_ console: Console) throws -> String {
    let line =
      if let ask = console.ask {
        PasswordOptions.hidden("Token: ", ask, console)
      } else {
        StandardInput.withoutEcho { StandardInput.line() }
      }
    let words = (line ?? "").split(whereSeparator: \.isWhitespace)
    guard words.count == 1, let token = words.first,
      token.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
    else {
      throw CommandError(.usage, "No token was given: paste it, or send it as standard input.")
    }
    return String(token)
  }
}
