import ArgumentParser
import Foundation
import Simulation

@main
struct SimulateCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "simulate",
    abstract: "Run both parties in simulated worlds with faults, and check that everything holds.",
    discussion: """
      EXAMPLES
        simulate --count 1000               the seeds 1 to 1000
        simulate --count 1000 --first 5001  another thousand
        simulate --seed 42 --trace          one world, told line by line
        simulate --seed 42 --shrink         a failing world, made smaller
        simulate --count 100 -o json        for programs

      One seed makes one world: its orders, people, faults, and the order of
      everything, the same on every machine. Exit codes: 0 everything held,
      1 an invariant did not hold, 64 usage.
      """)

  @Option(help: "Run the world of this seed.")
  var seed: UInt64?

  @Option(help: "Run the worlds of so many seeds.")
  var count: UInt64 = 100

  @Option(help: "The first of them.")
  var first: UInt64 = 1

  @Flag(help: "Tell everything that happens in the world of --seed.")
  var trace = false

  @Flag(
    help: "Look for the smallest world of --seed that still fails, and tell what happens in it.")
  var shrink = false

  @Option(name: .shortAndLong, help: "What to print: text or json.")
  var output = Output.text

  @Option(help: "The folder of order.bpmn and its forms.")
  var model = "bpmn"

  enum Output: String, ExpressibleByArgument, CaseIterable { case text, json }

  func validate() throws {
    guard first.addingReportingOverflow(count).overflow == false, count > 0 else {
      throw ValidationError("--count must be at least 1, and --first plus --count a 64-bit number")
    }
    if seed == nil, trace || shrink { throw ValidationError("--trace and --shrink need --seed") }
  }

  func run() async throws {
    let simulator = Simulator(try readModel())
    var printer = ReportPrinter(output: output)
    if let seed {
      var report = try await simulator.run(seed: seed, isTraced: trace)
      if shrink { report = try await simulator.shrink(report) }
      printer.take(report)
    } else {
      let width = ProcessInfo.processInfo.activeProcessorCount
      _ = try await simulator.run(seeds: first..<first + count, width: width) { report in
        printer.take(report)
        printer.showProgress(of: count)
      }
    }
    printer.finish()
    if printer.hasFailures { throw ExitCode.failure }
  }

  private func readModel() throws -> SimulationModel {
    do {
      return try SimulationModel(folder: model)
    } catch let error as CocoaError {
      throw ValidationError("--model: \(model) cannot be read: \(error.localizedDescription)")
    } catch {
      throw ValidationError("--model: \(model)/order.bpmn cannot be executed: \(error)")
    }
  }
}
