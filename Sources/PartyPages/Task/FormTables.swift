import FEEL
package import ProcessEngine
package import WebPages

/// The tables that a form shows beside its fields, as the template `table` reads them.
///
/// The page's own tables show the lines of the order, of its quote and of what was shipped, each quote beside the one
/// before. Of a form, those are drawn that show something else.
package struct FormTables {
  private let form: Form
  private let drawn: FormModel
  private let texts: Catalogue

  package init(_ form: Form, texts: Catalogue) {
    self.form = form
    self.texts = texts
    drawn = FormModel(form, values: [:], texts: texts)
  }

  /// - Parameter shown: what the page's own tables show, as the expressions of forms say it: `quote.lines`.
  package func models(besides shown: Set<String>) -> [[String: Any]] {
    let language = texts.language.rawValue
    return form.fields.compactMap { field in
      guard case .table(let columns, let rows)? = field.content, !isShown(field, in: shown) else {
        return nil
      }
      return TableModel(
        caption: field.label(in: language),
        columns: columns.map { column in
          TableModel.Column(column.label(in: language), isRight: column.format.isRight)
        },
        rows: rows.map { row in
          zip(columns, row).map { TableModel.Cell(drawn.text($1, $0.format)) }
        }
      ).model
    }
  }

  /// Whether a page's table has the same rows with all of these columns. The tax of a line is the difference of two.
  private func isShown(_ field: Form.Field, in shown: Set<String>) -> Bool {
    guard let expressions = field.expressions, shown.contains(expressions.content) else {
      return false
    }
    let ofLines: Set = ["sku", "description", "quantity"]
    let priced: Set = ["unitPrice", "discountPercent", "net", "tax", "taxRate", "gross"]
    let known = expressions.content == "quote.lines" ? ofLines.union(priced) : ofLines
    return known.isSuperset(of: expressions.columns)
  }
}

extension Form.Format {
  /// Figures stand under each other by their ends.
  fileprivate var isRight: Bool { self == .number || self == .money }
}
