import Foundation

/// A shell in a terminal of a size that can be changed, as a person would sit before it: with tmux, on a server of its own.
final class Tmux {
  private let socket = "duet-\(UUID())"
  private let environment: [String: String]
  private let server: Process
  private var returns = 0

  /// - Parameter own: what the shell's environment has besides that of the tests.
  init(_ own: [String: String], columns: Int = 80, rows: Int = 24) throws {
    var environment = ProcessInfo.processInfo.environment.merging(own) { _, own in own }
    for name in ["ENV", "NO_COLOR", "TMUX"] where own[name] == nil { environment[name] = nil }
    self.environment = environment
    server = Process()
    server.executableURL = URL(filePath: "/usr/bin/env")
    // In the foreground: a server that goes into the background keeps what `Process` waits for open. A file of settings
    // would make this another terminal on each machine.
    // The threads of tests block signals, and their children would.
    server.arguments = ["--default-signal", "tmux", "-L", socket, "-f", "/dev/null", "-D"]
    server.environment = environment
    server.standardInput = FileHandle.nullDevice
    server.standardOutput = FileHandle.nullDevice
    server.standardError = FileHandle.nullDevice
    try server.run()
    try open(columns, rows)
  }

  /// Opens the terminal as soon as the server listens.
  private func open(_ columns: Int, _ rows: Int) throws {
    let deadline = ContinuousClock.now + .seconds(10)
    while true {
      do {
        try run(["-N", "new-session", "-d", "-x", "\(columns)", "-y", "\(rows)", "sh"])
        return
      } catch {
        guard ContinuousClock.now < deadline else { throw error }
      }
    }
  }

  deinit {
    kill(server.processIdentifier, SIGKILL)
    server.waitUntilExit()
  }

  @discardableResult
  private func run(_ arguments: [String]) throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["tmux", "-L", socket] + arguments
    process.environment = environment
    let (output, messages) = (Pipe(), Pipe())
    process.standardOutput = output
    process.standardError = messages
    try process.run()
    let text = output.fileHandleForReading.readDataToEndOfFile()
    let told = messages.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw Trouble("tmux \(arguments): \(String(decoding: told, as: UTF8.self))")
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// Types text as it is.
  func type(_ text: String) throws { try run(["send-keys", "-l", text]) }

  /// Presses keys by tmux' names: `Enter`, `Down`, `C-c`.
  func press(_ keys: String...) throws { try run(["send-keys"] + keys) }

  func command(_ line: String) throws {
    try type(line)
    try press("Enter")
  }

  func resize(columns: Int, rows: Int) throws {
    try run(["resize-window", "-x", "\(columns)", "-y", "\(rows)"])
  }

  /// What is on the screen, row by row.
  func rows() throws -> [String] {
    var rows = try run(["capture-pane", "-p"]).split(
      separator: "\n", omittingEmptySubsequences: false)
    if rows.last?.isEmpty ?? false { rows.removeLast() }
    return rows.map(String.init)
  }

  /// The same with the sequences that set colours.
  func coloured() throws -> String { try run(["capture-pane", "-p", "-e"]) }

  /// Whether a program has the terminal: its other screen is shown, without a cursor.
  func isTaken() throws -> Bool {
    try run(["display-message", "-p", "#{alternate_on}#{cursor_flag}"])
      .trimmingCharacters(in: .whitespacesAndNewlines) == "10"
  }

  /// Whether the terminal tells of the mouse.
  func isMouseOn() throws -> Bool {
    try run(["display-message", "-p", "#{mouse_any_flag}"])
      .trimmingCharacters(in: .whitespacesAndNewlines) != "0"
  }

  /// The process that the shell waits for.
  func foreground() throws -> pid_t? {
    let shell = try run(["display-message", "-p", "#{pane_pid}"])
      .trimmingCharacters(in: .whitespacesAndNewlines)
    let children = try String(
      contentsOfFile: "/proc/\(shell)/task/\(shell)/children", encoding: .utf8)
    return children.split(separator: " ").last.flatMap { pid_t($0) }
  }

  /// Looks again and again, for at most twenty seconds.
  func eventually(_ what: String, _ condition: () throws -> Bool) async throws {
    let deadline = ContinuousClock.now + .seconds(20)
    while try !condition() {
      guard ContinuousClock.now < deadline else {
        throw Trouble(
          "waited in vain until \(what); on the screen:\n\(try rows().joined(separator: "\n"))")
      }
      await Task.yield()
    }
  }

  /// Waits until the screen has all these texts.
  func shows(_ texts: String...) async throws {
    try await eventually("the screen shows \(texts)") {
      let screen = try rows().joined(separator: "\n")
      return texts.allSatisfy(screen.contains)
    }
  }

  /// Waits until the shell has the terminal back, and that shows what is typed, line by line, and knows Ctrl-C.
  func isGivenBack() async throws {
    try await eventually("the terminal is given back") { try !isTaken() }
    returns += 1
    try command(
      "echo \(returns)-back$(stty -a | tr ' ' '\\n' | grep -cxE 'isig|icanon|echo')")
    try await shows("\(returns)-back3")
  }
}
