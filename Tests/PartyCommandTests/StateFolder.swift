import FoundationEssentials
import Testing

/// An empty folder for what commands keep, gone after the test.
struct StateFolder: Sendable {
  let path: String

  static func with<Result>(_ body: (StateFolder) async throws -> Result) async throws -> Result {
    let folder = StateFolder(
      path: FileManager.default.temporaryDirectory
        .appending(path: "duet-\(UUID().uuidString)").path())
    defer {
      if FileManager.default.fileExists(atPath: folder.path) {
        do { try FileManager.default.removeItem(atPath: folder.path) } catch {
          Issue.record(error)
        }
      }
    }
    return try await body(folder)
  }

  /// What a command is given to know it.
  var environment: [String: String] { ["XDG_STATE_HOME": path] }

  /// The token files, by name.
  func files() throws -> [String] {
    let folder = path + "/duet"
    guard FileManager.default.fileExists(atPath: folder) else { return [] }
    return try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
      .map { folder + "/" + $0 }
  }

  /// The tokens in them.
  func tokens() throws -> [String] {
    try files().map { file in
      let text = try String(contentsOf: URL(filePath: file), encoding: .utf8)
      return String(text.prefix { $0 != "\n" })
    }
  }

  func expectTokens(
    _ expected: [String], sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    #expect(try tokens() == expected, sourceLocation: sourceLocation)
  }

  /// Who may do what with a file, as three octal digits in a number.
  static func permissions(of path: String) throws -> Int? {
    try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
  }
}
