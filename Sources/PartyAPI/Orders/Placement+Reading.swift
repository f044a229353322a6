package import FEEL
import ProcessEngine

extension Placement {
  /// Reads the body of a request that places an order.
  ///
  /// - Throws: `invalid-order` with everything that is wrong.
  package init(_ body: Context) throws(Problem) {
    var reader = FieldReader(
      body, known: ["reference", "buyer", "currency", "neededBy", "note", "lines"])
    reference = reader.text("reference", isRequired: false, upTo: 64)
    let buyer = Self.buyer(&reader)
    buyerID = buyer.id
    buyerName = buyer.name
    currency = Self.currency(&reader)
    neededBy = Self.neededBy(&reader)
    note = reader.text("note", isRequired: false, upTo: 2000)
    lines = Self.lines(&reader)
    guard reader.errors.isEmpty else {
      throw Problem(
        .invalidOrder, "The order was not placed: see the errors of each field.",
        errors: reader.errors)
    }
  }

  private static func buyer(_ reader: inout FieldReader) -> (id: String, name: String) {
    guard let buyer = reader.object("buyer", isRequired: true) else { return ("", "") }
    var fields = FieldReader(buyer, prefix: "buyer.", known: ["id", "name"])
    let id = fields.text("id", isRequired: true, upTo: 64)
    let name = fields.text("name", isRequired: true, upTo: 200)
    reader.take(fields)
    return (id ?? "", name ?? "")
  }

  private static func currency(_ reader: inout FieldReader) -> String {
    guard let text = reader.text("currency", isRequired: false, upTo: 3) else {
      return usualCurrency
    }
    if text.utf8.count != 3 || !text.utf8.allSatisfy({ (0x41...0x5A).contains($0) }) {
      reader.add("currency", "must be a code of ISO 4217 such as EUR")
    }
    return text
  }

  private static func neededBy(_ reader: inout FieldReader) -> CalendarDate? {
    guard let text = reader.text("neededBy", isRequired: false, upTo: 10) else { return nil }
    do {
      return try CalendarDate(text)
    } catch {
      reader.add("neededBy", "must be a day such as 2026-11-21")
      return nil
    }
  }

  private static func lines(_ reader: inout FieldReader) -> [Line] {
    guard let values = reader.value("lines").list, (1...lineLimit).contains(values.count) else {
      reader.add("lines", "must be a list of 1 to \(lineLimit) lines, each {sku, quantity}")
      return []
    }
    var lines: [Line] = []
    for (index, value) in values.enumerated() {
      guard let object = value.context else {
        reader.add("lines[\(index)]", "must be an object {sku, quantity}")
        continue
      }
      var fields = FieldReader(
        object, prefix: "lines[\(index)].", known: ["sku", "quantity", "description"])
      lines.append(line(&fields))
      reader.take(fields)
    }
    addRepeated(lines, to: &reader)
    return lines
  }

  private static func line(_ fields: inout FieldReader) -> Line {
    let sku = fields.text("sku", isRequired: true, upTo: 64) ?? ""
    if !sku.isEmpty && !isSKU(sku) {
      fields.add(
        "sku", "must consist of letters, digits and . _ / - and begin with a letter or digit")
    }
    let quantity = fields.value("quantity").integer ?? 0
    if !(1...quantityLimit).contains(quantity) {
      fields.add("quantity", "must be a whole number from 1 to \(quantityLimit)")
    }
    return Line(
      sku: sku, quantity: quantity,
      description: fields.text("description", isRequired: false, upTo: 200))
  }

  /// The process tells the lines apart by their items.
  private static func addRepeated(_ lines: [Line], to reader: inout FieldReader) {
    var seen: Set<String> = []
    for (index, line) in lines.enumerated()
    where !line.sku.isEmpty && !seen.insert(line.sku).inserted {
      reader.add("lines[\(index)].sku", "\(line.sku) has a line already: add up the quantities")
    }
  }

  private static func isSKU(_ text: String) -> Bool {
    func isAlphanumeric(_ character: Character) -> Bool {
      character.isASCII && (character.isLetter || character.isNumber)
    }
    return text.first.map(isAlphanumeric) == true
      && text.allSatisfy { isAlphanumeric($0) || "._/-".contains($0) }
  }
}
