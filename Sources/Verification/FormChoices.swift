import FEEL
import ProcessEngine

/// The ways to fill a form that may make a difference: each combination of its choices, the rest as the form begins or as
/// the scenario says.
struct FormChoices {
  /// One way to fill the form: what was chosen, and the data, likelier variants first. The first that the form allows is
  /// taken.
  struct Filling {
    let choice: String
    let variants: [Context]
  }

  /// More combinations than this are not tried.
  static let combinationLimit = 64

  let form: Form
  let defaults: Context
  let scenario: Scenario
  let now: Timestamp

  var fillings: [Filling] {
    combinations().map { chosen in
      let words = chosen.entries.map { "\($0.key) = \($0.value.string ?? $0.value.jsonString)" }
      return Filling(
        choice: words.joined(separator: ", "), variants: variants(of: chosen))
    }
  }

  private func combinations() -> [Context] {
    var combinations = [Context()]
    for field in form.inputs {
      let values: [Value]
      switch field.kind {
      case .choice: values = field.choices.map { .string($0.value) }
      case .boolean: values = [.boolean(true), .boolean(false)]
      case .text, .number, .money, .date, .lines, .context: continue
      }
      combinations = combinations.flatMap { chosen in
        values.map { value in
          var chosen = chosen
          chosen[field.name] = value
          return chosen
        }
      }
    }
    return Array(combinations.prefix(Self.combinationLimit))
  }

  /// The other fields as they begin, or with something in them; once with the lists as they are and once with less.
  private func variants(of chosen: Context) -> [Context] {
    var full = defaults
    full.merge(chosen)
    for field in form.inputs where full[field.name] == nil { full[field.name] = sample(field.kind) }
    var fewer = full
    var bare = chosen
    for field in form.inputs {
      if field.kind == .lines {
        fewer[field.name] = full[field.name].map(oneLess)
      }
      if let value = defaults[field.name], bare[field.name] == nil { bare[field.name] = value }
    }
    return [full, fewer, bare, chosen]
  }

  private func sample(_ kind: Form.Field.Kind) -> Value? {
    switch kind {
    case .text: .string(scenario.text)
    case .number: .number(1)
    case .money: .string("1.00")
    case .date: .string(String(now.description.prefix(10)))
    case .lines: .list([.context(["sku": .string("A"), "quantity": .number(1)])])
    case .choice, .boolean, .context: nil
    }
  }

  /// The same lines with one piece less of the first.
  private func oneLess(_ lines: Value) -> Value {
    guard var list = lines.list, var first = list.first?.context,
      let quantity = first["quantity"]?.integer, quantity > 0
    else { return lines }
    first["quantity"] = .number(quantity - 1)
    list[0] = .context(first)
    return .list(list)
  }
}
