import FEEL
import Testing
import WebPages

@testable import PartyPages
@testable import ProcessEngine

@Suite struct LinesFieldTests {
  private func form() throws -> Form {
    try Form(
      json: Array(
        #"{"id": "f", "title": "F", "fields": [{"name": "lines", "label": "Lines", "type": "lines"}]}"#
          .utf8))
  }

  private func html(
    _ values: Context, given: Context = [:], isDisabled: Bool = false
  ) throws -> String {
    let model = FormModel(
      try form(), values: values, defaults: given, isDisabled: isDisabled, texts: .of(.english))
    return Templates.render("field", model.fields[0])
  }

  @Test func `a field that begins with no lines has one to fill in`() throws {
    let html = try html([:])
    #expect(html.contains(#"<input type="text" id="field-lines" name="lines.0.sku" value="""#))
    #expect(html.contains(#"name="lines.0.quantity""#))
    #expect(!html.contains("lines.1."))
    #expect(html.contains("data-more"))
  }

  @Test func `the items that a form begins with stay, and another can be added`() throws {
    let given: Context = ["lines": [["sku": "BRG-6204-2RS", "quantity": 40]]]
    let html = try html(given, given: given)
    #expect(html.contains(#"<input type="hidden" name="lines.0.sku" value="BRG-6204-2RS">"#))
    #expect(html.contains(#"<input type="text" name="lines.1.sku" value="""#))
    #expect(!html.contains("lines.2."))
  }

  @Test func `an item that was typed can be corrected`() throws {
    let typed: Context = ["lines": [["sku": "NWE-1", "quantity": 3]]]
    let html = try html(typed)
    #expect(html.contains(#"<input type="text" id="field-lines" name="lines.0.sku" value="NWE-1""#))
  }

  @Test func `nothing is added to a form that only shows`() throws {
    let html = try html([:], isDisabled: true)
    #expect(!html.contains("lines.0."))
    #expect(!html.contains("data-more"))
  }

  @Test func `an empty line is not sent on`() throws {
    let body = try FormBody(
      urlEncoded: "lines.0.sku=A&lines.0.quantity=7&lines.1.sku=NEW-1&lines.1.quantity=3"
        + "&lines.2.sku=&lines.2.quantity=")
    let expected: Value = [["sku": "A", "quantity": 7], ["sku": "NEW-1", "quantity": 3]]
    #expect(try form().data(body)["lines"] == expected)
  }
}
