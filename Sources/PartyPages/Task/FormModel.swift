import FEEL
import FoundationEssentials
import ProcessEngine
import WebPages

/// A form as it is drawn: from its data, for every type of field.
struct FormModel {
  let form: Form
  let values: Context
  /// What the form begins with.
  let defaults: Context
  let errors: [FormProblem]
  let texts: Catalogue
  let isDisabled: Bool
  private var formats: Formats { Formats(texts) }
  private var language: String { texts.language.rawValue }

  init(
    _ form: Form, values: Context, defaults: Context = Context(), errors: [FormProblem] = [],
    isDisabled: Bool = false, texts: Catalogue
  ) {
    self.form = form
    self.values = values
    self.defaults = defaults
    self.errors = errors
    self.isDisabled = isDisabled
    self.texts = texts
  }

  /// The field whose choices are the decision: the first one.
  private var decision: String? { form.fields.first { $0.kind == .choice }?.name }

  var fields: [[String: Any]] { form.inputs.map(model) }

  /// What the form shows beside its fields: single values. `FormTables` has its tables.
  var facts: [[String: Any]] {
    form.fields.compactMap { field in
      guard case .value(let value, let format)? = field.content else { return nil }
      return ["label": field.label(in: language), "value": text(value, format), "when": false]
    }
  }

  private func model(_ field: Form.Field) -> [String: Any] {
    let error = errors.first { $0.field == field.name }?.message
    let help = field.help(in: language)
    let described = [
      error.map { _ in "error-\(field.name)" }, help.map { _ in "help-\(field.name)" },
    ]
    .compactMap(\.self).joined(separator: " ")
    var model: [String: Any] = [
      "name": field.name, "id": "field-\(field.name)", "label": field.label(in: language),
      "required": field.requirement == .always, "error": error ?? false as Any,
      "help": help ?? false as Any, "describedBy": described.isEmpty ? false : described as Any,
      "disabled": isDisabled, "value": "", "inputMode": false, "isDecision": false,
      "isChoice": false, "isInput": false, "isArea": false, "isBoolean": false,
      "isLines": false,
    ]
    let value = values[field.name] ?? .null
    switch field.kind {
    case .text: text(field, value, &model)
    case .number, .money, .date: input(field, value, &model)
    case .choice: choice(field, value, &model)
    case .boolean:
      model["isBoolean"] = true
      model["checked"] = value.boolean == true
    case .lines: lines(field, value, &model)
    case .context: break
    }
    return model
  }

  private func text(_ field: Form.Field, _ value: Value, _ model: inout [String: Any]) {
    model[field.isMultiline ? "isArea" : "isInput"] = true
    model["inputType"] = "text"
    model["value"] = value.string ?? ""
  }

  private func input(_ field: Form.Field, _ value: Value, _ model: inout [String: Any]) {
    model["isInput"] = true
    model["inputType"] = field.kind == .date ? "date" : "text"
    if field.kind != .date { model["inputMode"] = "decimal" }
    model["value"] = value.number.map { "\($0)" } ?? value.string ?? ""
  }

  private func choice(_ field: Form.Field, _ value: Value, _ model: inout [String: Any]) {
    let isDecision = field.name == decision
    model["isChoice"] = true
    model["isDecision"] = isDecision
    model["options"] = field.choices.enumerated().map { index, choice -> [String: Any] in
      let letter: Any =
        !isDecision || isDisabled ? false : index == 0 ? "a" : index == 1 ? "r" : "\(index + 1)"
      return [
        "option": choice.value, "text": choice.label(in: language),
        "checked": value.string == choice.value, "letter": letter,
        "id": index == 0 ? "field-\(field.name)" : "field-\(field.name)-\(index)",
      ]
    }
  }

  /// The items that the form begins with stay; below them is an empty line for another.
  private func lines(_ field: Form.Field, _ value: Value, _ model: inout [String: Any]) {
    let given = Set((defaults[field.name]?.list ?? []).compactMap { $0["sku"].string })
    let empty: [Value] = isDisabled ? [] : [.context(Context())]
    model["isLines"] = true
    model["entries"] = ((value.list ?? []) + empty).enumerated().map {
      index, line -> [String: Any] in
      let sku = line["sku"].string ?? ""
      let isGiven = given.contains(sku)
      return [
        "index": index, "sku": sku, "fixed": isGiven,
        "id": index == 0 && !isGiven ? "field-\(field.name)" : false as Any,
        "quantity": line["quantity"].number.map { "\($0)" } ?? line["quantity"].string ?? "",
        "quantityLabel": isGiven
          ? texts("form.quantityOf", ["sku": sku]) : texts["line.quantity"],
      ]
    }
  }

  func text(_ value: Value, _ format: Form.Format) -> String {
    switch format {
    case .text: return value.string ?? value.number.map(formats.number) ?? ""
    case .number: return value.number.map(formats.number) ?? value.string ?? ""
    case .money: return money(value.string ?? value.number.map { "\($0)" } ?? "")
    case .boolean: return texts[value.boolean == true ? "form.yes" : "form.no"]
    case .date, .time:
      guard let text = value.string else { return "" }
      if let day = CalendarDate(parsing: text) { return formats.date(day) }
      return Timestamp(parsing: text).map(formats.time) ?? text
    }
  }
}

extension FormModel {
  /// An amount, with its currency where that follows it.
  private func money(_ text: String) -> String {
    let parts = text.split(separator: " ")
    guard let amount = parts.first else { return text }
    return Formats(texts).money(String(amount), parts.count > 1 ? String(parts[1]) : nil)
  }
}

/// One thing that is wrong with a form, in the reader's language.
struct FormProblem {
  let field: String?
  let message: String
}

extension FormProblem {
  init(_ error: FormError, _ texts: Catalogue) {
    self.init(field: error.field, message: error.message(in: texts.language.rawValue))
  }
}

extension Form {
  /// What a browser sent for the form's fields. What cannot be read stays as it is, for the engine to refuse.
  func data(_ body: FormBody) -> Context {
    var data = Context()
    for field in inputs {
      switch field.kind {
      case .boolean: data[field.name] = .boolean(body[field.name] != nil)
      case .number:
        if let text = body[field.name] {
          data[field.name] = Self.number(text).map { .number($0) } ?? .string(text)
        }
      case .money:
        if let text = body[field.name] {
          data[field.name] = .string(text.replacing(",", with: "."))
        }
      case .lines: data[field.name] = Self.lines(field.name, body)
      case .text, .date, .choice, .context:
        if let text = body[field.name] { data[field.name] = .string(text) }
      }
    }
    return data
  }

  private static func lines(_ name: String, _ body: FormBody) -> Value? {
    var lines: [Value] = []
    while body.has("\(name).\(lines.count).sku"), lines.count < 1000 {
      let quantity = body["\(name).\(lines.count).quantity"]
      lines.append([
        "sku": .string(body["\(name).\(lines.count).sku"] ?? ""),
        "quantity": quantity.map { text in number(text).map { .number($0) } ?? .string(text) }
          ?? .null,
      ])
    }
    let filled = lines.filter { $0["sku"].string?.isEmpty == false || $0["quantity"] != .null }
    return filled.isEmpty ? nil : .list(filled)
  }

  /// A plain decimal; a comma is a point, as people type it in French.
  private static func number(_ text: String) -> Decimal? {
    let plain = text.replacing(",", with: ".")
    let digits = plain.drop { $0 == "-" }
    guard !digits.isEmpty, digits.allSatisfy({ $0.isASCII && ($0.isNumber || $0 == ".") }) else {
      return nil
    }
    return Decimal(string: plain)
  }
}
