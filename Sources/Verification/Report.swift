/// What the exploration of a collaboration has found.
package struct Report: Hashable, Sendable {
  package let collaboration: String
  package let delivery: Verification.Delivery
  /// How many joint states there are, and how many things can happen in them.
  package let states: Int
  package let moves: Int
  /// Whether every state was looked at.
  package let isComplete: Bool
  /// How many messages can be on their way at once.
  package let maximumInFlight: Int
  /// How the pools end, and in how many states.
  package let outcomes: [String: Int]
  /// One for each problem, the nearest to the beginning first.
  package let findings: [Finding]
  /// The flow nodes, sequence flows and message flows that were never used.
  package let unreachedElements: [String]
  package let unreachedMessageFlows: [String]
  /// Decisions that were not tried, because the sample data never filled the form in a way that it allows.
  package let unfilledForms: [String]

  /// Whether the pools always end together, alike, and with every message read.
  package var isSound: Bool { isComplete && findings.isEmpty }
  /// Whether every part of the model was used.
  package var isFullyUsed: Bool { unreachedElements.isEmpty && unreachedMessageFlows.isEmpty }
}

extension Report: CustomStringConvertible {
  package var description: String {
    var lines = [
      "\(collaboration): \(verdict)",
      "  \(states) states, \(moves) moves, at most \(maximumInFlight) messages in flight, \(order)",
    ]
    let ends = outcomes.sorted { $0.key < $1.key }.map { "\($0.key) (\($0.value))" }
    lines.append("  ends: \(ends.isEmpty ? "none" : ends.joined(separator: ", "))")
    for (number, finding) in findings.enumerated() {
      lines.append("  \(number + 1). \(finding.problem)")
      lines += finding.trace.map { "       \($0)" }
    }
    lines += list("never reached", unreachedElements)
    lines += list("message flows never used", unreachedMessageFlows)
    lines += list("decisions not tried", unfilledForms)
    return lines.joined(separator: "\n")
  }

  private var verdict: String {
    if !findings.isEmpty { return "not sound" }
    return isComplete ? "sound" : "undecided, there are too many states"
  }

  private var order: String {
    switch delivery {
    case .ordered: "messages in order"
    case .unordered: "messages in any order"
    }
  }

  private func list(_ title: String, _ items: [String]) -> [String] {
    items.isEmpty ? [] : ["  \(title): \(items.joined(separator: ", "))"]
  }
}
