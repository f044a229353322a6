import FEEL

/// Which fields of a form must be filled in, as far as can be told without the service.
///
/// The service has the last word: it also knows the variables of subprocesses, and the rules over several fields.
struct FormRequirements: Sendable {
  private let fields: [Value]
  private let variables: Context
  private let now: Timestamp

  /// - Parameter task: as the service shows it.
  init(task: Value, now: Timestamp) {
    fields = (task["form"]["fields"].list ?? []).filter { $0["type"].string != "context" }
    variables = task["variables"].context ?? Context()
    self.now = now
  }

  /// The fields that are missing in what was filled in.
  func missing(in filled: Context) -> [Value] {
    fields.filter { field in
      let value = filled[field["name"].text] ?? .null
      return (value == .null || value == "") && isRequired(field, in: filled)
    }
  }

  func isRequired(_ field: Value, in filled: Context) -> Bool {
    if field["required"] == true { return true }
    guard let text = field["requiredWhen"].string else { return false }
    var scope = variables
    for field in fields { scope[field["name"].text] = filled[field["name"].text] ?? .null }
    do {
      return try Expression(parsing: text).evaluate(in: scope, now: now).value == true
    } catch {
      // An expression that this program cannot read is left to the service.
      return false
    }
  }
}
