import Foundation
import Testing

extension OrderTests {
  /// One of the servers of the test run, which can be made to die as by a power cut.
  enum Server: String, CaseIterable, Sendable {
    case postgresql, rabbitmq

    func kill() throws {
      let tool = URL(filePath: try Ground.variable("DUET_TEST_RABBITMQCTL"))
      let file = tool.deletingLastPathComponent().appending(path: "run/\(rawValue).pid")
      let text = try String(contentsOf: file, encoding: .utf8)
      guard let process = pid_t(text.trimmingCharacters(in: .whitespacesAndNewlines)) else {
        throw Trouble("\(file.path) holds no process: \(text)")
      }
      Foundation.kill(process, SIGKILL)
    }

    /// Starts what does not run; returns when it can be used.
    ///
    /// Its end is known by its output's: `Process` on Linux waits for the servers as well, which live on.
    static func start() throws {
      let process = Process()
      process.executableURL = URL(filePath: "/bin/bash")
      process.arguments = ["-c", "\(try Ground.variable("DUET_TEST_SERVERS")) up; echo status $?"]
      let output = Pipe()
      process.standardOutput = output
      try process.run()
      let text = String(
        decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      guard text.hasSuffix("status 0\n") else { throw Trouble("no servers again: \(text)") }
    }
  }

  @Test(arguments: Server.allCases)
  func `a server that dies while orders run costs none of them`(_ server: Server) async throws {
    let world = try await World(autopilot: true)
    try await world.start()
    for number in 1...30 {
      if number == 15 {
        try server.kill()
        // Without its database a party can only turn people away; without the broker it goes on working.
        if server == .postgresql {
          #expect(try world.client.command("order", "list").status == 75)
          try Server.start()
        }
      }
      try await world.eventually("PO-\(number) is placed") {
        try world.client.command(
          "order", "place", "--line", "BRG-6204-2RS:\(number)", "--reference", "PO-\(number)",
          "--idempotency-key", "key-\(number)", "--as", "anna"
        ).status == 0
      }
    }
    if server == .rabbitmq { try Server.start() }
    for number in 1...30 {
      #expect(try await world.outcomes(of: "PO-\(number)") == ["Completed", "Completed"])
    }
    #expect(try await world.agreement().status == 0)
    #expect(world.stop())
  }
}
