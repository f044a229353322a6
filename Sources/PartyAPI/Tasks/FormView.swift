import FEEL
import FoundationEssentials
import ProcessEngine

/// How a form looks to those who fill it in, with its texts in one language.
enum FormView {
  static func form(_ form: Form, language: String) -> Value {
    [
      "id": .string(form.id), "title": .string(form.title(in: language)),
      "fields": .list(form.fields.map { .context(field($0, language)) }),
    ]
  }

  private static func field(_ field: Form.Field, _ language: String) -> Context {
    let choices: [Value] = field.choices.map {
      ["value": .string($0.value), "label": .string($0.label(in: language))]
    }
    var view = Context(compact: [
      ("name", .string(field.name)), ("label", .string(field.label(in: language))),
      ("type", .string(field.kind.rawValue)), ("values", .list(choices)),
      ("help", field.help(in: language).map { .string($0) }),
      ("minimum", field.minimum.map { .number($0) }),
      ("maximum", field.maximum.map { .number($0) }),
      ("content", field.content.map { content($0, language) }),
    ])
    if field.isMultiline { view["multiline"] = true }
    switch field.requirement {
    case .always: view["required"] = true
    case .never: break
    case .when(let expression): view["requiredWhen"] = .string(expression)
    }
    return view
  }

  private static func content(_ content: Form.Content, _ language: String) -> Value {
    switch content {
    case .value(let value, let format):
      return ["value": value, "format": .string(format.rawValue)]
    case .table(let columns, let rows):
      let heads: [Value] = columns.map {
        ["label": .string($0.label(in: language)), "format": .string($0.format.rawValue)]
      }
      return ["columns": .list(heads), "rows": .list(rows.map { .list($0) })]
    }
  }
}
