/// A value of the configuration that is missing or wrong, in one sentence that names its variable.
package struct ConfigurationError: Error, Hashable, Sendable, CustomStringConvertible {
  package let description: String

  init(_ description: String) { self.description = description }

  static func wrong(_ setting: Setting, _ reason: String) -> ConfigurationError {
    ConfigurationError("\(setting.variable) \(reason).")
  }
}
