public import FEEL
public import FoundationEssentials

/// What a person fills in to decide a user task: data beside the model (`bpmn/forms/<id>.json`), so that a changed form
/// needs no Swift. `bpmn/forms/README.md` describes the file.
public struct Form: Sendable {
  public let id: String
  let titles: Words
  /// What is shown, in order: fields to fill in, and context that helps to decide.
  public internal(set) var fields: [Field]
  /// The rules that hold over several fields, checked when each field by itself is right.
  public let constraints: [Constraint]

  public var title: String { titles.english }
  public func title(in language: String) -> String { titles.text(in: language) }

  /// The fields that somebody fills in.
  public var inputs: [Field] { fields.filter { $0.kind != .context } }

  public struct Field: Sendable {
    public enum Kind: String, Sendable, CaseIterable {
      case text, number, money, date, choice, boolean
      /// A list of `{sku, quantity}`.
      case lines
      /// Only shown, and never sent back: see `content`.
      case context
    }

    public struct Choice: Hashable, Sendable {
      public let value: String
      let labels: Words
      public var label: String { labels.english }
      public func label(in language: String) -> String { labels.text(in: language) }
    }

    /// When a field must be filled in.
    public enum Requirement: Hashable, Sendable {
      case always, never
      /// While this FEEL expression over the fields and the instance's variables is true.
      case when(String)
    }

    public let name: String
    let labels: Words
    public let kind: Kind
    public let choices: [Choice]
    let helps: Words?
    /// Whether a text may have several lines.
    public let isMultiline: Bool
    let required: TextExpression
    let defaultValue: TextExpression?
    let range: (minimum: TextExpression?, maximum: TextExpression?)
    let source: ContentSource?

    /// The least and the greatest number or amount that is allowed, as the instance's variables say.
    public internal(set) var minimum: Decimal?
    public internal(set) var maximum: Decimal?
    /// What a field of the kind `context` shows; nil when there is nothing to show.
    public internal(set) var content: Content?

    public var label: String { labels.english }
    public func label(in language: String) -> String { labels.text(in: language) }
    public var help: String? { helps?.english }
    public func help(in language: String) -> String? { helps?.text(in: language) }

    public var requirement: Requirement {
      switch required.description {
      case "=true": .always
      case "=false": .never
      default: .when(required.expression)
      }
    }

    /// The FEEL expressions of what a field of the kind `context` shows: of a value or of the rows of a table, and of the
    /// table's columns. Nil for the other kinds.
    public var expressions: (content: String, columns: [String])? {
      source.map { source in
        (source.value.expression, source.columns.map(\.value.expression))
      }
    }
  }

  /// A rule over the fields and the instance's variables.
  public struct Constraint: Sendable {
    let check: TextExpression
    let messages: Words
    /// The field beside which the message is shown; nil for the form as a whole.
    public let field: String?

    /// A FEEL expression, which is true when the rule holds.
    public var expression: String { check.expression }
    public var message: String { messages.english }
    public func message(in language: String) -> String { messages.text(in: language) }
  }
}

extension Form {
  /// How many characters a text may have.
  public static let textLimit = 4_000

  /// What a field of the kind `context` shows.
  public enum Content: Hashable, Sendable {
    case value(Value, Format)
    case table(columns: [Column], rows: [[Value]])
  }

  /// How something that is shown looks.
  public enum Format: String, Sendable, CaseIterable {
    case text, number, money, boolean
    /// A day, and a point in time.
    case date, time
  }

  /// A column of a table that is shown.
  public struct Column: Hashable, Sendable {
    let labels: Words
    public let format: Format

    public var label: String { labels.english }
    public func label(in language: String) -> String { labels.text(in: language) }
  }

  /// Where a content comes from.
  struct ContentSource: Sendable {
    let value: TextExpression
    let format: Format
    /// The columns of a table, each with an expression over a row's entries and the instance's variables.
    let columns: [(column: Column, value: TextExpression)]
  }
}

/// Why the file of a form was refused.
public struct FormFailure: Error, Hashable, Sendable, CustomStringConvertible {
  public let reason: String
  public var description: String { reason }
}

extension ExecutableProcess {
  /// The form of an open task, and what its fields begin with; nil when there is no such task or it has no form.
  ///
  /// - Parameter withContent: false for those who fill in and do not look, because evaluating what is shown costs time.
  public func form(
    of task: Key, in instance: Instance, now: Timestamp, withContent: Bool = true
  ) -> (form: Form, defaults: Context)? {
    guard let task = instance.tasks.first(where: { $0.key == task }),
      var form = task.form.flatMap({ forms[$0] })
    else { return nil }
    let surroundings = Execution(self, instance, now: now).surroundings(of: task.owner)
    let defaults = form.defaults(in: surroundings)
    form.resolve(in: surroundings, withContent: withContent)
    return (form, defaults)
  }
}

extension Form {
  /// What the fields begin with, from the instance's variables; fields without a default are left out.
  fileprivate func defaults(in surroundings: Surroundings) -> Context {
    var defaults = Context()
    for field in fields {
      if let value = field.defaultValue?.value(in: surroundings).value, value != .null {
        defaults[field.name] = value.asJSON
      }
    }
    return defaults
  }

  /// Works out what depends on the instance: the limits, and what is shown.
  fileprivate mutating func resolve(in surroundings: Surroundings, withContent: Bool) {
    for index in fields.indices {
      fields[index].minimum = fields[index].limit(fields[index].range.minimum, in: surroundings)
      fields[index].maximum = fields[index].limit(fields[index].range.maximum, in: surroundings)
      if withContent {
        fields[index].content = fields[index].source?.content(in: surroundings)
      }
    }
  }
}

extension TextExpression {
  /// What follows the sign `=`.
  fileprivate var expression: String { String(description.drop { $0 == "=" || $0 == " " }) }
}

extension Form.Field {
  func limit(_ expression: TextExpression?, in surroundings: Surroundings) -> Decimal? {
    expression?.value(in: surroundings).value.decimal
  }
}

extension Form.ContentSource {
  fileprivate func content(in surroundings: Surroundings) -> Form.Content? {
    let shown = value.value(in: surroundings).value
    guard !columns.isEmpty else { return shown == .null ? nil : .value(shown.asJSON, format) }
    guard let list = shown.list, !list.isEmpty else { return nil }
    let rows = list.map { row in
      let inside = Surroundings(now: surroundings.now) { name in
        row.context?[name] ?? surroundings.lookUp(name)
      }
      return columns.map { $0.value.value(in: inside).value.asJSON }
    }
    return .table(columns: columns.map(\.column), rows: rows)
  }
}

extension Value {
  /// A number, or a text that is one, as amounts of money are.
  var decimal: Decimal? { number ?? string.flatMap { Decimal(string: $0) } }
}
