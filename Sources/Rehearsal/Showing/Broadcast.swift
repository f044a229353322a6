import FEEL
import Participant
package import Terminal

/// What people see while a rehearsal goes on: the live monitor on a terminal, elsewhere a line every few seconds.
package struct Broadcast: Sendable {
  let client: PartyClient
  let supplier: PartyClient
  let clock: any WallClock
  /// Nil for lines only.
  let liveMonitor: MonitorProgram?
  let messages: OutputStream

  private static let interval = Duration.seconds(3)

  package init(stage: Stage, liveMonitor: MonitorProgram?, messages: OutputStream) {
    client = stage.client
    supplier = stage.supplier
    clock = stage.clock
    self.liveMonitor = liveMonitor
    self.messages = messages
  }

  /// Goes on until cancelled.
  func run() async throws {
    do {
      if let liveMonitor { try await showLive(liveMonitor) }
      // Whoever closes the screen still hears how it goes.
      while true {
        messages.print(try await line())
        try await Task.sleep(for: Self.interval)
      }
    } catch is CancellationError {
      return
    }
  }

  /// Returns when the screen has been closed, by whomever, and the terminal is as before.
  private func showLive(_ monitor: MonitorProgram) async throws {
    let screen = try monitor.live()
    let code = await withTaskCancellationHandler {
      await screen.exitCode()
    } onCancel: {
      screen.terminate()
    }
    try Task.checkCancellation()
    if code != 0 { messages.print("`monitor live` ended with exit code \(code)") }
  }

  private func line() async throws -> String {
    async let buying = client.standing()
    async let clientTasks = client.openTasks().count
    async let supplierTasks = supplier.openTasks().count
    let standing = try await buying
    let ended = standing.ended.sorted { $0.key < $1.key }
      .map { "\($0.value) \($0.key.lowercased())" }.joined(separator: ", ")
    let tasks = try await (clientTasks, supplierTasks)
    return
      "\(clock.now.description.prefix(16))  \(standing.total) placed, \(standing.running) running"
      + (ended.isEmpty ? "" : "; \(ended)")
      + "; open tasks: \(tasks.0) client, \(tasks.1) supplier"
  }
}
