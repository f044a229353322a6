import Configuration
import FoundationEssentials
import SystemPackage

/// Where an executable's settings come from: the environment, and a file of `NAME=value` lines for what is not there.
///
/// Every setting `DUET_X` may also be given as `DUET_X_FILE`, the path of a file with the value, so that a secret need not
/// be in an environment.
package struct SettingSource: Sendable {
  /// Names the file.
  package static let fileVariable = "DUET_CONFIG"

  private let reader: ConfigReader

  /// - Throws: when there is a file, and it cannot be read.
  package init(
    environment: [String: String] = ProcessInfo.processInfo.environment
  ) async throws(SettingFailure) {
    var providers: [any ConfigProvider] = [
      EnvironmentVariablesProvider(environmentVariables: environment)
    ]
    if let path = environment[Self.fileVariable], !path.isEmpty {
      do {
        providers.append(
          try await EnvironmentVariablesProvider(environmentFilePath: FilePath(path)))
      } catch {
        throw SettingFailure(Self.fileVariable, "names \(path), which cannot be read: \(error)")
      }
    }
    reader = ConfigReader(providers: providers)
  }

  /// The value of a setting; nil when it is neither set nor in a file of its own. An empty one counts as not set.
  package func text(_ name: String) throws(SettingFailure) -> String? {
    if let value = value(name) { return value }
    guard let path = value(name + "_FILE") else { return nil }
    let text: String
    do { text = try String(contentsOfFile: path, encoding: .utf8) } catch {
      throw SettingFailure(name + "_FILE", "names \(path), which cannot be read: \(error)")
    }
    guard let end = text.lastIndex(where: { !$0.isWhitespace }) else {
      throw SettingFailure(name + "_FILE", "names \(path), which is empty")
    }
    return String(text[...end])
  }

  /// - Parameter meaning: what the setting is, for the sentence that asks for it.
  package func required(_ name: String, _ meaning: String) throws(SettingFailure) -> String {
    guard let value = try text(name) else {
      throw SettingFailure(name, "is not set: it must be \(meaning)")
    }
    return value
  }

  package func integer(
    _ name: String, in range: ClosedRange<Int>, default standard: Int
  ) throws(SettingFailure) -> Int {
    guard let text = try text(name) else { return standard }
    guard let number = Int(text), range.contains(number) else {
      throw SettingFailure(
        name,
        "must be a whole number from \(range.lowerBound) to \(range.upperBound), not `\(text)`")
    }
    return number
  }

  private func value(_ name: String) -> String? {
    let key = ConfigKey(name.lowercased().split(separator: "_").map(String.init))
    return reader.string(forKey: key, isSecret: true).flatMap { $0.isEmpty ? nil : $0 }
  }
}
