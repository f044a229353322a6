/// How a command prints its data on standard output.
package enum OutputFormat: String, CaseIterable, Sendable {
  /// Aligned columns for people.
  case table
  /// One JSON text.
  case json
  /// One JSON object a line.
  case jsonl
}
