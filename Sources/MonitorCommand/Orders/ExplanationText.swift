import FEEL
import Monitoring
import Terminal

/// Explanations for people and for programs.
struct ExplanationText {
  struct Section {
    let title: String
    let explanation: Explanation
  }

  let sections: [Section]
  let now: Timestamp

  /// Why the order is not over, for each place where it is.
  static func sections(of story: OrderStory) -> [Section] {
    story.explanations.map { item in
      let place = item.element.map { " at \(story.map.label(of: $0))" } ?? ""
      return Section(title: item.party + place, explanation: item.explanation)
    }
  }

  /// - Parameter width: how many columns fit; longer sentences go on in the next line.
  func lines(width: Int?) -> [TextLine] {
    sections.flatMap { section in
      [TextLine(.init(section.title, .strong))]
        + section.explanation.lines.flatMap { text(of: $0, width: width ?? .max) }
    }
  }

  private func text(of line: Explanation.Line, width: Int) -> [TextLine] {
    let indent = String(repeating: "  ", count: line.depth + 1)
    let text = line.statement.text(line.statement.key.english, format: format)
    var rows: [String] = []
    for word in text.split(separator: " ") {
      let longer = rows.last.map { "\($0) \(word)" } ?? String(word)
      if !rows.isEmpty, (indent + longer).displayWidth <= width { rows.removeLast() }
      rows.append(
        rows.isEmpty || (indent + longer).displayWidth <= width ? longer : String(word))
    }
    return rows.map {
      TextLine(.init(indent), .init($0, line.holder == nil ? .plain : .active))
    }
  }

  private func format(_ parameter: Statement.Parameter) -> String {
    guard case .time(let time) = parameter else { return Statement.english(parameter) }
    return "\(LiveText.time(time)) (\(RelativeTime.text(of: time, now: now)))"
  }

  var json: [Value] {
    sections.map { section in
      .context([
        "about": .string(section.title),
        "waitsFor": section.explanation.holder.map { .string(BallText.name(of: $0)) } ?? .null,
        "because": .list(section.explanation.lines.map(Self.json)),
      ])
    }
  }

  private static func json(_ line: Explanation.Line) -> Value {
    var parameters = Context()
    for (name, parameter) in line.statement.parameters.sorted(by: { $0.key < $1.key }) {
      parameters[name] =
        switch parameter {
        case .text(let text): .string(text)
        case .element(let id, let label):
          .context(["id": .string(id), "label": .string(label)])
        case .choice(let choices): .list(choices.map { .string($0) })
        case .number(let number): .number(number)
        case .time(let time): .string(time.description)
        case .limit(let limit): BallText.microseconds(limit)
        case .refusal(let reason): .string(reason)
        }
    }
    return .context([
      "key": .string(line.statement.key.rawValue), "depth": .number(line.depth),
      "text": .string(line.statement.english), "parameters": .context(parameters),
      "holder": line.holder.map { .string(BallText.name(of: $0)) } ?? .null,
      "part": OrderJSON.text(line.part),
    ])
  }
}
