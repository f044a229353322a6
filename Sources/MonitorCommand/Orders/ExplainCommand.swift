import ArgumentParser
import FEEL
import Monitoring
import Settings
import Terminal

/// `monitor explain`
struct ExplainCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Say why an order waits and for whom, or what became of a message.",
    discussion: """
      EXAMPLES
        monitor explain PO-1
        monitor explain PO-1 --element Gateway_AwaitQuote
        monitor explain 01936f2c-6f1e-7c3a-9d58-0a3f4f6f9b1e
        monitor explain PO-1 -o json

      The causes follow each other; the last is the one that somebody can do something about.
      """)

  @Argument(help: "The order's id or reference, or a message's id.")
  var name: String

  @Option(help: "Only this element of the drawing, by its id.")
  var element: String?

  @Option(help: "The pool that the element is in, where both have one of that id.")
  var pool: String?

  @Option(name: [.customShort("o"), .customLong("output")], help: "How it is printed.")
  var format: OutputFormat = .table

  func run() async throws {
    let console = Console.current
    try await console.report {
      let settings = try await console.settings
      let now = try settings.clock.now
      let found = try await OrderLookup.with(settings) { try await $0.orderOrMessage(name) }
      let story = found.story(map: settings.map, now: now)
      let text = ExplanationText(sections: try sections(story, found.message), now: now)
      switch format {
      case .table: console.print(text.lines(width: console.width))
      case .json: console.print(json: .list(text.json))
      case .jsonl: for section in text.json { console.print(json: section) }
      }
    }
  }

  private func sections(
    _ story: OrderStory, _ message: String?
  ) throws -> [ExplanationText.Section] {
    if let message {
      guard let explanation = story.explanation(ofMessage: message) else {
        throw MonitorFailure(.notFound, "Nobody has reported of a message \(message).")
      }
      return [.init(title: "Message \(message)", explanation: explanation)]
    }
    guard let element else { return ExplanationText.sections(of: story) }
    let explanation = story.explanation(of: element, at: pool)
    guard !explanation.lines.isEmpty else {
      throw MonitorFailure(.notFound, "The drawing has no element \(element).")
    }
    return [.init(title: story.map.label(of: element), explanation: explanation)]
  }
}
