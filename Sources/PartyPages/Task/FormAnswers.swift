package import FEEL
package import ProcessEngine
package import WebPages

/// What somebody filled in, as the form itself says it: with its labels, in its order.
package struct FormAnswers {
  private let data: Context
  private let texts: Catalogue
  private let drawn: FormModel?
  private var language: String { texts.language.rawValue }

  private struct Answer {
    let label: String
    /// Nil for what is in no form: it is shown as it is.
    let field: Form.Field?
    let value: Value

    /// Whether the value is understood without its label.
    var speaksForItself: Bool { field?.kind == .choice || field?.kind == .text }
  }

  /// - Parameter form: nil for a task without one.
  package init(_ form: Form?, data: Context, texts: Catalogue) {
    self.data = data
    self.texts = texts
    drawn = form.map { FormModel($0, values: data, texts: texts) }
  }

  private var answers: [Answer] {
    let fields = drawn?.form.inputs ?? []
    let asked = fields.compactMap { field in
      data[field.name].map { Answer(label: field.label(in: language), field: field, value: $0) }
    }
    let names = Set(fields.map(\.name))
    let others = data.entries.filter { !names.contains($0.key) }
      .map { Answer(label: $0.key, field: nil, value: $0.value) }
    return (asked + others).filter { $0.value != .null && $0.value.string?.isEmpty != true }
  }

  /// The single values, as templates read facts.
  package var facts: [[String: Any]] {
    answers.filter { $0.value.list == nil }.map { answer in
      ["label": answer.label, "value": text(answer), "when": false]
    }
  }

  /// The lists of lines, as the template `table` reads them.
  package var tables: [[String: Any]] {
    answers.compactMap { answer in
      guard let lines = answer.value.list else { return nil }
      return TableModel(
        caption: answer.label,
        columns: [
          TableModel.Column(texts["line.sku"]),
          TableModel.Column(texts["line.quantity"], isRight: true),
        ],
        rows: lines.map { line in
          [TableModel.Cell(line["sku"].string ?? ""), TableModel.Cell(quantity(of: line))]
        }
      ).model
    }
  }

  /// All of it in one sentence, where choices and texts speak for themselves; nil when nothing was filled in.
  package var sentence: String? {
    let parts = answers.map { answer in
      if let lines = answer.value.list {
        let words = lines.map { "\(quantity(of: $0)) × \($0["sku"].string ?? "")" }
        return pair(answer.label, words.joined(separator: ", "))
      }
      return answer.speaksForItself ? text(answer) : pair(answer.label, text(answer))
    }
    return parts.isEmpty ? nil : parts.joined(separator: " — ")
  }

  private func pair(_ label: String, _ value: String) -> String {
    texts("form.pair", ["label": label, "value": value])
  }

  private func quantity(of line: Value) -> String {
    line["quantity"].number.map(Formats(texts).number) ?? line["quantity"].string ?? ""
  }

  private func text(_ answer: Answer) -> String {
    let (value, formats) = (answer.value, Formats(texts))
    let asWritten =
      value.string ?? value.number.map(formats.number)
      ?? value.boolean.map { texts[$0 ? "form.yes" : "form.no"] } ?? value.jsonString
    guard let field = answer.field, let drawn else { return asWritten }
    return switch field.kind {
    case .choice:
      field.choices.first { $0.value == value.string }?.label(in: language) ?? asWritten
    case .money: drawn.text(value, .money)
    case .date: drawn.text(value, .date)
    case .text, .number, .boolean, .lines, .context: asWritten
    }
  }
}
