import FEEL
import FoundationEssentials

extension Form {
  /// Everything that is wrong with filled-in data; empty when it may be taken.
  func errors(in data: Context, surroundings: Surroundings) -> [FormError] {
    let inputs = inputs
    let inside = Surroundings(now: surroundings.now) { name in
      data[name] ?? (inputs.contains { $0.name == name } ? .null : surroundings.lookUp(name))
    }
    let unknown = data.keys.filter { key in !inputs.contains { $0.name == key } }
    let names = inputs.map(\.name).joined(separator: ", ")
    var errors = unknown.map { key in
      FormError(
        field: key,
        words: Words(
          "the form \(id) has no such field; it has \(names)",
          fr: "le formulaire \(id) n'a pas ce champ ; il a \(names)"))
    }
    errors += inputs.compactMap { $0.error(in: data[$0.name] ?? .null, surroundings: inside) }
    guard errors.isEmpty else { return errors }
    return constraints.compactMap { $0.error(in: inside) }
  }
}

extension Form.Field {
  fileprivate func error(in value: Value, surroundings: Surroundings) -> FormError? {
    if value == .null || value == .string("") {
      let isRequired = required.value(in: surroundings).value == .boolean(true)
      return isRequired ? error(Words("is required", fr: "est obligatoire")) : nil
    }
    return (fault(in: value) ?? rangeFault(in: value, surroundings)).map(error)
  }

  private func error(_ fault: Words) -> FormError {
    let translations = fault.translations.map { language, text in
      (language, "\(labels.text(in: language)) \(text)")
    }
    return FormError(
      field: name,
      words: Words(
        "\(label) \(fault.english)", Dictionary(uniqueKeysWithValues: translations)))
  }

  private func fault(in value: Value) -> Words? {
    switch kind {
    case .text: textFault(in: value)
    case .number:
      value.number == nil ? Words("must be a number", fr: "doit être un nombre") : nil
    case .money:
      value.string.flatMap { Decimal(string: $0) } == nil
        ? Words(
          "must be an amount in digits, as a text",
          fr: "doit être un montant en chiffres, sous forme de texte") : nil
    case .date:
      value.string.flatMap { CalendarDate(parsing: $0) } == nil
        ? Words(
          "must be a date such as 2026-11-21", fr: "doit être une date comme 2026-11-21") : nil
    case .boolean:
      value.boolean == nil
        ? Words("must be true or false", fr: "doit être vrai ou faux (true, false)") : nil
    case .choice: choiceFault(in: value)
    case .lines: linesFault(in: value)
    case .context: nil
    }
  }

  private func textFault(in value: Value) -> Words? {
    guard let text = value.string else {
      return Words("must be a text", fr: "doit être un texte")
    }
    guard text.unicodeScalars.count > Form.textLimit else { return nil }
    return Words(
      "must have at most \(Form.textLimit) characters",
      fr: "doit avoir au plus \(Form.textLimit) caractères")
  }

  private func rangeFault(in value: Value, _ surroundings: Surroundings) -> Words? {
    guard kind == .number || kind == .money, let value = value.decimal else { return nil }
    if let minimum = limit(range.minimum, in: surroundings), value < minimum {
      return Words("must be at least \(minimum)", fr: "doit être au moins \(minimum)")
    }
    if let maximum = limit(range.maximum, in: surroundings), value > maximum {
      return Words("must be at most \(maximum)", fr: "doit être au plus \(maximum)")
    }
    return nil
  }

  private func choiceFault(in value: Value) -> Words? {
    if let text = value.string, choices.contains(where: { $0.value == text }) { return nil }
    let values = choices.map(\.value).joined(separator: ", ")
    return Words("must be one of \(values)", fr: "doit être l'une des valeurs \(values)")
  }

  private func linesFault(in value: Value) -> Words? {
    guard let lines = value.list, !lines.isEmpty else {
      return Words(
        "must be a list of {sku, quantity}", fr: "doit être une liste de {sku, quantity}")
    }
    for line in lines {
      guard line["sku"].string?.isEmpty == false else {
        return Words("has a line without a sku", fr: "a une ligne sans sku")
      }
      guard let quantity = line["quantity"].number, quantity >= 0 else {
        return Words(
          "has a line without a quantity of 0 or more",
          fr: "a une ligne sans quantité de 0 ou plus")
      }
    }
    return nil
  }
}

extension Form.Constraint {
  fileprivate func error(in surroundings: Surroundings) -> FormError? {
    check.value(in: surroundings).value == .boolean(true)
      ? nil : FormError(field: field, words: messages)
  }
}
