import FEEL
import FoundationEssentials
import ProcessEngine
import Testing

/// The files of forms: what they may say, and what a page can read from them.
struct FormTests {
  private static func form(_ fields: String, constraints: String = "") throws -> Form {
    let text =
      #"{"id": "f", "title": "F", "fields": [\#(fields)], "constraints": [\#(constraints)]}"#
    return try Form(json: Array(text.utf8))
  }

  private static func shown(_ form: Form, _ variables: Context) throws -> Form {
    var course = try Course(
      ModelText(
        """
        <startEvent id='start'/><userTask id='task'><extensionElements><zeebe:userTask/>
        <zeebe:formDefinition formId='f'/></extensionElements></userTask><endEvent id='end'/>
        """, flows: "start > task > end"), forms: [form])
    try course.start(variables)
    let instance = try #require(course.instance)
    return try #require(course.process.form(of: 4, in: instance, now: course.now)).form
  }

  @Test(arguments: [
    (#"{"name": "a", "label": "A", "type": "colour"}"#, "is no type of field"),
    (#"{"name": "a", "label": "A", "type": "choice"}"#, "a choice needs values"),
    (#"{"name": "a", "label": {"fr": "A"}, "type": "text"}"#, "needs a text for `en`"),
    (#"{"name": "a", "label": {"en": ""}, "type": "text"}"#, "needs a text for `en`"),
    (#"{"name": "a", "label": "A", "type": "number", "multiline": true}"#, "only for a text"),
    (#"{"name": "a", "label": "A", "type": "text", "multiline": 1}"#, "must be true or false"),
    (#"{"name": "a", "label": "A", "type": "text", "minimum": 1}"#, "only for an amount"),
    (
      #"{"name": "a", "label": "A", "type": "number", "minimum": true}"#,
      "a number or an expression"
    ),
    (#"{"name": "a", "label": "A", "type": "text", "value": "=1"}"#, "only for context"),
    (#"{"name": "a", "label": "A", "type": "context"}"#, "needs a text `value`"),
    (
      #"{"name": "a", "label": "A", "type": "context", "value": "=1", "format": "lines"}"#,
      "is no format"
    ),
    (
      #"{"name": "a", "label": "A", "type": "context", "value": "=1", "required": true}"#,
      "only for what is filled in"
    ),
    (#"{"name": "a", "label": "A", "type": "text", "required": "=("}"#, "field 1"),
    (
      #"{"name": "a", "label": "A", "type": "text"}, {"name": "a", "label": "B", "type": "text"}"#,
      "two fields are called `a`"
    ),
  ])
  func `a file that makes no sense is refused with the place`(fields: String, reason: String) {
    let failure = #expect(throws: FormFailure.self) { try Self.form(fields) }
    #expect(failure?.reason.contains(reason) == true)
  }

  @Test func `a constraint must name a field that can be filled in`() {
    #expect(throws: FormFailure.self) {
      try Self.form(
        #"{"name": "a", "label": "A", "type": "context", "value": "=1"}"#,
        constraints: #"{"check": "=true", "message": "no", "field": "a"}"#)
    }
  }

  @Test func `every text may be given in several languages, and English is the last resort`() throws
  {
    let form = try Self.form(
      #"""
      {"name": "a", "label": {"en": "Reason", "fr": "Motif"}, "help": {"en": "Why", "fr": "Pourquoi"},
       "type": "choice", "values": [{"value": "x", "label": {"en": "Yes", "fr": "Oui"}}]}
      """#, constraints: #"{"check": "=a = 1", "message": {"en": "No", "fr": "Non"}, "field": "a"}"#
    )
    let field = try #require(form.fields.first)
    #expect(field.label == "Reason")
    #expect(field.label(in: "fr") == "Motif")
    #expect(field.label(in: "de") == "Reason")
    #expect(field.help(in: "fr") == "Pourquoi")
    #expect(field.choices.first?.label(in: "fr") == "Oui")
    #expect(form.constraints.first?.message(in: "fr") == "Non")
    #expect(form.constraints.first?.expression == "a = 1")
    #expect(form.title(in: "fr") == "F")
  }

  @Test(
    arguments: [
      ("true", .always), ("false", .never), (#""= b = 1""#, .when("b = 1")),
    ] as [(String, Form.Field.Requirement)])
  func `a page can tell when a field must be filled in`(
    required: String, requirement: Form.Field.Requirement
  ) throws {
    let form = try Self.form(
      #"{"name": "a", "label": "A", "type": "text", "required": \#(required)}"#)
    #expect(form.fields.first?.requirement == requirement)
  }

  @Test func `the errors are told in the form's languages`() throws {
    let form = try Self.form(
      #"{"name": "a", "label": {"en": "Reason", "fr": "Motif"}, "type": "text", "required": true}"#)
    var course = try Course(
      ModelText(
        """
        <startEvent id='start'/><userTask id='task'><extensionElements><zeebe:userTask/>
        <zeebe:formDefinition formId='f'/></extensionElements></userTask><endEvent id='end'/>
        """, flows: "start > task > end"), forms: [form])
    try course.start()
    let rejection = #expect(throws: Rejection.self) { try course.decide("task") }
    guard case .invalidForm(let errors) = rejection else {
      Issue.record("refused for another reason")
      return
    }
    #expect(errors.map { $0.message(in: "fr") } == ["Motif est obligatoire"])
    #expect(errors.map { $0.message(in: "de") } == ["Reason is required"])
  }

  @Test(
    arguments: [
      ("number", "0", "1", nil), ("number", "1", "5", nil),
      ("number", "1", "0", "A must be at least 1"), ("number", "1", "6", "A must be at most 5"),
      ("money", "1", #""5.01""#, "A must be at most 5"), ("money", "1", #""5.00""#, nil),
    ] as [(String, String, String, String?)])
  func `amounts have limits`(type: String, minimum: String, given: String, error: String?) throws {
    let form = try Self.form(
      #"{"name": "a", "label": "A", "type": "\#(type)", "minimum": \#(minimum), "maximum": "=limit"}"#
    )
    var course = try Course(
      ModelText(
        """
        <startEvent id='start'/><userTask id='task'><extensionElements><zeebe:userTask/>
        <zeebe:formDefinition formId='f'/></extensionElements></userTask><endEvent id='end'/>
        """, flows: "start > task > end"), forms: [form])
    try course.start(["limit": .number(5)])
    let data = try Context(json: Array(#"{"a": \#(given)}"#.utf8))
    do {
      try course.decide("task", data)
      #expect(error == nil)
    } catch Rejection.invalidForm(let errors) {
      #expect(errors.map(\.message) == [error])
    }
    let field = try #require(try Self.shown(form, ["limit": .number(5)]).fields.first)
    #expect(field.maximum == 5)
  }

  @Test func `context is shown and never sent back`() throws {
    let form = try Self.form(
      #"""
      {"name": "who", "label": "Who", "type": "context", "value": "=order.by"},
      {"name": "when", "label": "When", "type": "context", "value": "=order.day", "format": "date"},
      {"name": "rows", "label": "Lines", "type": "context", "value": "=order.lines", "columns": [
        {"label": "Item", "value": "=sku"},
        {"label": "Sum", "value": "=quantity * price", "format": "number"}]},
      {"name": "gone", "label": "Gone", "type": "context", "value": "=nothing.at.all"},
      {"name": "none", "label": "None", "type": "context", "value": "=[]", "columns": [
        {"label": "Item", "value": "=sku"}]},
      {"name": "ok", "label": "Ok", "type": "boolean"}
      """#)
    let variables: Context = [
      "price": .number(3),
      "order": [
        "by": "ann", "day": "2026-01-31", "lines": [["sku": "A", "quantity": 2]],
      ],
    ]
    let shown = try Self.shown(form, variables)
    #expect(shown.inputs.map(\.name) == ["ok"])
    #expect(shown.fields[0].content == .value("ann", .text))
    #expect(shown.fields[1].content == .value("2026-01-31", .date))
    guard case .table(let columns, let rows) = shown.fields[2].content else {
      Issue.record("no table")
      return
    }
    #expect(columns.map(\.label) == ["Item", "Sum"])
    #expect(columns.map(\.format) == [.text, .number])
    #expect(rows == [["A", 6]])
    #expect(shown.fields[3].content == nil)
    #expect(shown.fields[4].content == nil)
  }
}
