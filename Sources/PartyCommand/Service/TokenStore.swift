import FoundationEssentials
import Hyperlinks
import PartyAPI

/// Where a person's token for a service is kept between commands: a file that only they can read, one for each service.
struct TokenStore: Sendable {
  /// Nil where no home is known.
  private let folder: String?
  private let variable: String?

  init(console: Console) {
    variable = console.variable("DUET_TOKEN").flatMap(Self.word)
    let state =
      console.variable("XDG_STATE_HOME") ?? console.variable("HOME").map { $0 + "/.local/state" }
    folder = state.map { $0 + "/duet" }
  }

  /// Whether the token of the environment is sent, whatever is kept.
  var isOverridden: Bool { variable != nil }

  /// Whether there is a token at all, so that no name need be given.
  var isKept: Bool {
    guard variable == nil else { return true }
    guard let folder, FileManager.default.fileExists(atPath: folder) else { return false }
    let names: [String]
    do { names = try FileManager.default.contentsOfDirectory(atPath: folder) } catch {
      return false  // the service will ask who it is
    }
    return names.contains { $0.hasPrefix("token-") }
  }

  /// The token for a service: that of the environment, or of the last `login`.
  func token(for url: String) throws -> String? {
    if let variable { return variable }
    guard let path = path(of: url), FileManager.default.fileExists(atPath: path) else {
      return nil
    }
    do {
      return Self.word(try String(contentsOf: URL(filePath: path), encoding: .utf8))
    } catch {
      throw CommandError(.usage, "The token in \(path) cannot be read: log in again.")
    }
  }

  /// - Returns: the file.
  func keep(_ token: String, for url: String) throws -> String {
    guard let folder, let path = path(of: url) else {
      throw CommandError(.usage, "No place to keep the token: set HOME or XDG_STATE_HOME.")
    }
    let manager = FileManager.default
    do {
      try manager.createDirectory(
        atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
      // Never there with wider rights, not for a moment.
      let fresh = path + ".\(UUID().uuidString)"
      guard
        manager.createFile(
          atPath: fresh, contents: Data((token + "\n").utf8), attributes: [.posixPermissions: 0o600]
        )
      else { throw CocoaError(.fileWriteUnknown) }
      if manager.fileExists(atPath: path) { try manager.removeItem(atPath: path) }
      try manager.moveItem(atPath: fresh, toPath: path)
    } catch {
      throw CommandError(.failure, "The token cannot be written to \(path).")
    }
    return path
  }

  func forget(_ url: String) throws {
    guard let path = path(of: url), FileManager.default.fileExists(atPath: path) else { return }
    do { try FileManager.default.removeItem(atPath: path) } catch {
      throw CommandError(.failure, "The token in \(path) cannot be removed.")
    }
  }

  /// Without the space around it, such as the end of a line.
  private static func word(_ text: String) -> String? {
    text.split(whereSeparator: \.isWhitespace).first.map { String($0) }
  }

  private func path(of url: String) -> String? {
    guard let folder, let rest = url.split(separator: "://", maxSplits: 1).last else { return nil }
    return "\(folder)/token-\(PercentEncoding.encode(String(rest)))"
  }
}
