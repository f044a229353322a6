import Foundation
import Simulation

/// Prints what became of worlds: results on standard output, progress on standard error.
struct ReportPrinter {
  let output: SimulateCommand.Output
  private var reports = 0
  private var orders = 0
  private var actions = 0
  private var outcomes: [String: Int] = [:]
  private var failures: [Simulator.Report] = []

  init(output: SimulateCommand.Output) { self.output = output }

  var hasFailures: Bool { !failures.isEmpty }

  mutating func take(_ report: Simulator.Report) {
    reports += 1
    orders += report.orders
    actions += report.actions
    outcomes.merge(report.outcomes, uniquingKeysWith: +)
    if report.violation != nil { failures.append(report) }
    if output == .text {
      for line in report.trace { print(line) }
    }
  }

  func showProgress(of count: UInt64) {
    guard reports % 50 == 0 else { return }
    let line = "\(reports) of \(count) worlds, \(failures.count) failed\n"
    FileHandle.standardError.write(Data(line.utf8))
  }

  func finish() {
    let failed = failures.sorted { $0.seed < $1.seed }
    switch output {
    case .text: printText(failed)
    case .json: printJSON(failed)
    }
  }

  private func printText(_ failed: [Simulator.Report]) {
    for report in failed {
      let violation = report.violation?.description ?? ""
      print("seed \(report.seed): \(violation)")
      print("  faults: \(report.faults.map(\.rawValue).joined(separator: ", "))")
      print("  replay: simulate --seed \(report.seed) --trace")
      print("  smaller: simulate --seed \(report.seed) --shrink")
    }
    let ends = outcomes.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
    print(
      "\(reports) worlds, \(actions) actions, \(orders) orders: \(ends.joined(separator: ", "))")
    print(failed.isEmpty ? "Everything held." : "\(failed.count) worlds failed.")
  }

  private struct Summary: Encodable {
    let worlds: Int
    let actions: Int
    let orders: Int
    let outcomes: [String: Int]
    let failures: [Failure]
  }

  private struct Failure: Encodable {
    let seed: UInt64
    let invariant: String
    let detail: String
    let faults: [String]
    let trace: [String]
  }

  private func printJSON(_ failed: [Simulator.Report]) {
    let summary = Summary(
      worlds: reports, actions: actions, orders: orders, outcomes: outcomes,
      failures: failed.map { report in
        Failure(
          seed: report.seed, invariant: report.violation?.invariant.rawValue ?? "",
          detail: report.violation?.detail ?? "", faults: report.faults.map(\.rawValue),
          trace: report.trace)
      })
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    do {
      print(String(decoding: try encoder.encode(summary), as: UTF8.self))
    } catch {
      preconditionFailure("a summary of numbers and texts can be encoded: \(error)")
    }
  }
}
