import Configuration
import FoundationEssentials

/// Reads settings from the environment, and from the file that `DUET_CONFIG` names for those that the environment does
/// not have.
struct SettingReader: Sendable {
  private let reader: ConfigReader

  /// - Throws: `ConfigurationError` when the file cannot be read.
  init(environment: [String: String]) async throws {
    var providers: [any ConfigProvider] = [
      EnvironmentVariablesProvider(environmentVariables: environment.filter { !$0.value.isEmpty })
        .prefixKeys(with: "duet")
    ]
    if let path = environment["DUET_CONFIG"], !path.isEmpty {
      do {
        let place = InMemoryProvider(values: [
          "filePath": ConfigValue(.string(path), isSecret: false)
        ])
        providers.append(
          try await FileProvider<JSONSnapshot>(config: ConfigReader(provider: place)))
      } catch {
        throw ConfigurationError(
          "DUET_CONFIG names the file \(path), which cannot be read as a JSON object.")
      }
    }
    reader = ConfigReader(providers: providers)
  }

  /// The value as text; nil when it is set nowhere.
  func text(_ setting: Setting) throws -> String? {
    let key = ConfigKey(setting.rawValue)
    let isSecret = [.databaseURL, .amqpURL, .oidcClientSecret].contains(setting)
    if let text = reader.string(forKey: key, isSecret: isSecret) { return text }
    if let number = reader.int(forKey: key) { return "\(number)" }
    guard reader.double(forKey: key) == nil, reader.bool(forKey: key) == nil,
      reader.stringArray(forKey: key) == nil
    else {
      throw ConfigurationError.wrong(
        setting, "must be a text or a whole number in the file of DUET_CONFIG")
    }
    return nil
  }

  /// The value of `setting`, or the content of the file that `file` names.
  func secret(_ setting: Setting, file: Setting, example: String) throws -> Secret {
    guard let secret = try secret(setting, file: file) else {
      throw ConfigurationError.wrong(
        setting,
        "is missing: set it to a URL such as \(example), or \(file.variable) to a file that holds it"
      )
    }
    return secret
  }

  /// The value of `setting`, or the content of the file that `file` names; nil when neither is set.
  func secret(_ setting: Setting, file: Setting) throws -> Secret? {
    if let text = try text(setting) { return Secret(text) }
    guard let path = try text(file) else { return nil }
    let content: String
    do { content = try String(contentsOf: URL(filePath: path), encoding: .utf8) } catch {
      throw ConfigurationError.wrong(file, "names the file \(path), which cannot be read")
    }
    guard let line = content.split(whereSeparator: \.isNewline).first else {
      throw ConfigurationError.wrong(file, "names the file \(path), which is empty")
    }
    return Secret(String(line))
  }

  func integer(_ setting: Setting, within range: ClosedRange<Int>, default fallback: Int) throws
    -> Int
  {
    guard let text = try text(setting) else { return fallback }
    guard let number = Int(text), range.contains(number) else {
      throw ConfigurationError.wrong(
        setting,
        "must be a whole number from \(range.lowerBound) to \(range.upperBound), not \(text)")
    }
    return number
  }

  func choice<Choice: RawRepresentable<String> & CaseIterable>(
    _ setting: Setting, default fallback: Choice
  ) throws -> Choice {
    guard let text = try text(setting) else { return fallback }
    guard let choice = Choice(rawValue: text) else {
      let choices = Choice.allCases.map(\.rawValue).joined(separator: ", ")
      throw ConfigurationError.wrong(setting, "must be one of \(choices), not \(text)")
    }
    return choice
  }
}
