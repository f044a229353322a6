import FEEL
import Testing
import WebPages

@testable import PartyPages
@testable import ProcessEngine

@Suite struct FormTablesTests {
  /// A form with one table, of one row.
  private func form(of lines: String, columns: [(name: String, format: String)], _ row: [Value])
    throws -> Form
  {
    let columns = columns.map {
      #"{"label": {"en": "\#($0.name)", "fr": "\#($0.name) (fr)"}, "value": "=\#($0.name)", "format": "\#($0.format)"}"#
    }
    let text = #"""
      {"id": "f", "title": "F", "fields": [
        {"name": "shown", "label": {"en": "Stock", "fr": "Stock <fr>"}, "type": "context", "value": "=\#(lines)",
         "columns": [\#(columns.joined(separator: ", "))]}]}
      """#
    var form = try Form(json: Array(text.utf8))
    let source = try #require(form.fields[0].source)
    form.fields[0].content = .table(columns: source.columns.map(\.column), rows: [row])
    return form
  }

  @Test func `a table of a form is drawn in the reader's language`() throws {
    let form = try form(
      of: "stock.lines", columns: [("sku", "text"), ("left", "number"), ("worth", "money")],
      ["BOLT-<M8>", 1200, "1234.50 EUR"])
    let model = try #require(
      FormTables(form, texts: .of(.french)).models(besides: ["order.lines"]).first)
    #expect(model["caption"] as? String == "Stock <fr>")
    let html = Templates.render("table", model)
    #expect(
      html.contains(#"<th scope="col">sku (fr)</th><th scope="col" class="right">left (fr)</th>"#))
    #expect(html.contains(#"<th scope="row">BOLT-&lt;M8&gt;</th>"#))
    #expect(html.contains("<td class=\"right\">1\u{202F}200</td>"))
    #expect(html.contains("<td class=\"right\">1\u{202F}234,50\u{00A0}€</td>"))
  }

  @Test(arguments: [
    ("order.lines", ["sku", "quantity"], 0), ("order.lines", ["sku", "weight"], 1),
    ("order.lines[quantity > 1]", ["sku", "quantity"], 1), ("quote.lines", ["sku", "gross"], 0),
    ("fulfilment.lines", ["sku", "quantity"], 1),
  ])
  func `what the page's own tables show is not drawn again`(
    lines: String, columns: [String], count: Int
  ) throws {
    let form = try form(
      of: lines, columns: columns.map { ($0, "text") }, columns.map { .string($0) })
    let tables = FormTables(form, texts: .of(.english)).models(
      besides: ["order.lines", "quote.lines"])
    #expect(tables.count == count)
  }

  @Test func `what is wrong with a field is told in the reader's language`() {
    let error = FormError(
      field: "reason", words: Words("Reason is required", ["fr": "Motif est obligatoire"]))
    #expect(FormProblem(error, .of(.french)).message == "Motif est obligatoire")
    #expect(FormProblem(error, .of(.english)).message == "Reason is required")
  }
}
