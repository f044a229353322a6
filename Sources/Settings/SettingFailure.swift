/// A setting that is missing or wrong: one sentence that names the variable and says what it must be. It never has the
/// value of a secret in it.
package struct SettingFailure: Error, Hashable, Sendable, CustomStringConvertible {
  package let name: String
  package let description: String

  package init(_ name: String, _ reason: String) {
    self.name = name
    description = "\(name) \(reason)"
  }
}
