public import FEEL
import FoundationEssentials

/// What a person fills in to decide a user task: data beside the model (`bpmn/forms/<id>.json`), so that a changed form
/// needs no Swift. `bpmn/forms/README.md` describes the file.
public struct Form: Sendable {
  public let id: String
  public let title: String
  public let fields: [Field]
  let constraints: [Constraint]

  public struct Field: Sendable {
    public enum Kind: String, Sendable, CaseIterable {
      case text, number, money, date, choice, boolean
      /// A list of `{sku, quantity}`.
      case lines
    }

    public struct Choice: Hashable, Sendable {
      public let value: String
      public let label: String
    }

    public let name: String
    public let label: String
    public let kind: Kind
    public let choices: [Choice]
    public let help: String?
    let required: TextExpression
    let defaultValue: TextExpression?
  }

  /// A rule over the fields and the instance's variables.
  struct Constraint: Sendable {
    let check: TextExpression
    let message: String
    let field: String?
  }
}

/// Why the file of a form was refused.
public struct FormFailure: Error, Hashable, Sendable, CustomStringConvertible {
  public let reason: String
  public var description: String { reason }
}

extension Form {
  /// Everything that is wrong with filled-in data; empty when it may be taken.
  func errors(in data: Context, surroundings: Surroundings) -> [FormError] {
    let inside = Surroundings(now: surroundings.now) { name in
      data[name] ?? (fields.contains { $0.name == name } ? .null : surroundings.lookUp(name))
    }
    let unknown = data.keys.filter { key in !fields.contains { $0.name == key } }
    var errors = unknown.map { key in
      FormError(
        field: key,
        message:
          "the form \(id) has no such field; it has \(fields.map(\.name).joined(separator: ", "))")
    }
    errors += fields.compactMap { $0.error(in: data[$0.name] ?? .null, surroundings: inside) }
    guard errors.isEmpty else { return errors }
    return constraints.compactMap { $0.error(in: inside) }
  }

  /// What the fields begin with, from the instance's variables; fields without a default are left out.
  func defaults(in surroundings: Surroundings) -> Context {
    var defaults = Context()
    for field in fields {
      if let value = field.defaultValue?.value(in: surroundings).value, value != .null {
        defaults[field.name] = value.asJSON
      }
    }
    return defaults
  }
}

extension Form.Field {
  fileprivate func error(in value: Value, surroundings: Surroundings) -> FormError? {
    if value == .null || value == .string("") {
      let isRequired = required.value(in: surroundings).value == .boolean(true)
      return isRequired ? FormError(field: name, message: "\(label) is required") : nil
    }
    guard let fault = fault(in: value) else { return nil }
    return FormError(field: name, message: "\(label) \(fault)")
  }

  private func fault(in value: Value) -> String? {
    switch kind {
    case .text: value.string == nil ? "must be a text" : nil
    case .number: value.number == nil ? "must be a number" : nil
    case .money:
      value.string.flatMap { Decimal(string: $0) } == nil
        ? "must be an amount in digits, as a text" : nil
    case .date:
      value.string.flatMap { CalendarDate(parsing: $0) } == nil
        ? "must be a date such as 2026-11-21" : nil
    case .boolean: value.boolean == nil ? "must be true or false" : nil
    case .choice: choiceFault(in: value)
    case .lines: linesFault(in: value)
    }
  }

  private func choiceFault(in value: Value) -> String? {
    if let text = value.string, choices.contains(where: { $0.value == text }) { return nil }
    return "must be one of \(choices.map(\.value).joined(separator: ", "))"
  }

  private func linesFault(in value: Value) -> String? {
    guard let lines = value.list, !lines.isEmpty else { return "must be a list of {sku, quantity}" }
    for line in lines {
      guard line["sku"].string?.isEmpty == false else { return "has a line without a sku" }
      guard let quantity = line["quantity"].number, quantity >= 0 else {
        return "has a line without a quantity of 0 or more"
      }
    }
    return nil
  }
}

extension Form.Constraint {
  fileprivate func error(in surroundings: Surroundings) -> FormError? {
    check.value(in: surroundings).value == .boolean(true)
      ? nil : FormError(field: field, message: message)
  }
}

extension ExecutableProcess {
  /// The form of an open task, and what its fields begin with; nil when there is no such task or it has no form.
  public func form(
    of task: Key, in instance: Instance, now: Timestamp
  ) -> (form: Form, defaults: Context)? {
    guard let task = instance.tasks.first(where: { $0.key == task }),
      let form = task.form.flatMap({ forms[$0] })
    else { return nil }
    let execution = Execution(self, instance, now: now)
    return (form, form.defaults(in: execution.surroundings(of: task.owner)))
  }
}
