import ArgumentParser
import FEEL
import Hyperlinks
import PartyAPI
import Terminal

/// A command that asks the running service.
protocol ServiceCommand: AsyncParsableCommand {
  associatedtype Program: PartyProgram
  var service: ServiceOptions { get }
  func run(_ client: ServiceClient, _ console: Console) async throws
}

extension ServiceCommand {
  func run() async throws {
    let console = Console.current
    try await console.report(as: service.format) {
      try await run(ServiceClient(Program.self, url: service.url, console: console), console)
    }
  }

  /// One thing that was changed: its JSON, or a sentence.
  func printChange(_ answer: Value, _ sentence: String, _ console: Console) {
    switch service.format {
    case .json, .jsonl: console.print(json: answer)
    case .table: console.print(sentence.harmless)
    }
  }

  static func encode(_ part: String) -> String { PercentEncoding.encode(part) }
}
