import ArgumentParser
import FEEL
import Ordering
import Rehearsal
import Settings
import Terminal

/// Plays a day's orders through running services. `./dev demo` starts them on a fast clock, then this.
@main
struct Demo: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "demo",
    abstract: "Places a day's orders, plays the people of both companies, and sums up.",
    discussion: """
      EXAMPLES
        ./dev demo                     sixty orders, with everything that they need
        ./dev demo --orders 200
        ./dev demo -o json | jq .outcomes

      EXIT CODES
        0   every order has ended, and both databases and the monitor agree on all
        1   they do not, or a service cannot be used
        64  wrong usage
      """)

  @Option(help: "How many orders are placed.")
  var orders = 60

  @Option(help: "The same number gives the same day.")
  var seed: UInt64 = 1

  @Option(help: "The supplier's price list.")
  var catalogue = "demo/catalogue.csv"

  @Option(help: "After how many seconds to give up waiting.")
  var timeout = 480

  @Option(name: .shortAndLong, help: "How the summary is printed: table or json.")
  var output: OutputFormat = .table

  @Flag(inversion: .prefixedNo, help: "Show the live monitor on a terminal.")
  var live = true

  func validate() throws {
    guard (1...5_000).contains(orders) else {
      throw ValidationError("--orders must be from 1 to 5000.")
    }
    guard (1...86_400).contains(timeout) else {
      throw ValidationError("--timeout must be from 1 to 86400.")
    }
  }

  func run() async throws {
    let (data, messages) = (OutputStream.standardOutput(), OutputStream.standardError())
    do {
      let stage = try await Stage(SettingSource()).withPeople()
      let text = try CatalogueFile(path: catalogue)
      var planner = DayPlanner(catalogue: text.items, seed: seed)
      let rehearsal = Rehearsal(
        stage: stage, orders: planner.orders(orders), catalogue: text.text, seed: seed,
        patience: .seconds(timeout))
      let monitor = try MonitorProgram.besideThisOne()
      let isLive = live && data.isTerminal && output == .table
      var summary = try await rehearsal.run(
        showing: Broadcast(
          stage: stage, liveMonitor: isLive ? monitor : nil, messages: messages))
      summary.passedCheck = try await monitor.check(printingTo: messages)
      print(summary, to: data)
      if !summary.isGood { throw ExitCode(1) }
    } catch let error where error is RehearsalError || error is SettingFailure {
      messages.print("error: \(error)")
      throw ExitCode(1)
    }
  }

  private func print(_ summary: Summary, to stream: OutputStream) {
    switch output {
    case .table: stream.write("\n" + summary.text(for: stream))
    case .json, .jsonl: stream.print(summary.json.jsonString)
    }
  }
}

extension OutputFormat: ExpressibleByArgument {}
