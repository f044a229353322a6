import ArgumentParser
import FEEL

/// What somebody waits for in the life of an order: a milestone, an outcome, or an element of the process.
struct OrderGoal: Hashable, Sendable, ExpressibleByArgument {
  let text: String

  static let end = OrderGoal(text: "ended")

  /// The milestones that have a name of their own, by the message that makes them; the model names the messages.
  private static let milestones = [
    "quoted": "QuoteIssued", "confirmed": "OrderConfirmed", "fulfilled": "OrderFulfilled",
  ]

  init(text: String) { self.text = text }

  init?(argument: String) {
    guard !argument.isEmpty else { return nil }
    self.init(text: argument)
  }

  static var allValueStrings: [String] { milestones.keys.sorted() + ["ended"] }

  /// Whether a step of the order's history makes it come true.
  func isReached(by step: Value) -> Bool {
    (step["events"].list ?? []).contains { event in
      switch event["event"].string {
      case "instanceEnded":
        self == .end || event["outcome"].text.lowercased() == text.lowercased()
      case "elementActivated": event["element"].string == text
      case "messageSent", "messageReceived":
        event["name"].string == Self.milestones[text] ?? text
      default: false
      }
    }
  }
}
