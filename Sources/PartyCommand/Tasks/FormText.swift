import FEEL
import Terminal

/// Parts of a form, for people.
enum FormText {
  /// What a field of the type `context` shows; nothing when there is nothing to show.
  static func show(_ field: Value, width: Int?, _ print: (String) -> Void) {
    let content = field["content"]
    let label = field["label"].text.harmless
    guard let columns = content["columns"].list else {
      if content["value"] != .null {
        print("\(label): \(value(content["value"], format: content["format"]))")
      }
      return
    }
    var table = Table(
      columns.map { column in
        let isNumber = ["number", "money"].contains(column["format"].string)
        return Table.Column(column["label"].text.harmless, alignment: isNumber ? .right : .left)
      })
    for row in content["rows"].list ?? [] {
      table.add(
        zip(row.list ?? [], columns).map { cell, column in
          Table.Cell(value(cell, format: column["format"]))
        })
    }
    print("")
    print(label)
    // The last line end is the printer's.
    print(String(table.rendered(width: width, inColor: false).dropLast()))
  }

  private static func value(_ value: Value, format: Value) -> String {
    switch value {
    case .null: ""
    case .string(let text) where format == "time":
      String(text.prefix(19)).replacing("T", with: " ").harmless + " UTC"
    default: value.text.harmless
    }
  }

  /// What a field holds, on one line: lines as they are typed.
  static func short(_ value: Value, of field: Value) -> String {
    if field["type"] == "lines", let lines = value.list {
      return lines.map { "\($0["sku"].text):\($0["quantity"].text)" }.joined(separator: ",")
    }
    if let choice = (field["values"].list ?? []).first(where: { $0["value"] == value }) {
      return choice["label"].text
    }
    return value.text
  }
}
