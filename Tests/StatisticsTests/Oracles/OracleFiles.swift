import Foundation
import Testing

/// The cases that come with the tests, and those that `./dev test` has made afresh in the folder that
/// `DUET_TEST_ORACLES` names.
enum OracleFiles {
  static let all: [OracleCases] = urls.map { url in
    do {
      return try JSONDecoder().decode(OracleCases.self, from: Data(contentsOf: url))
    } catch {
      fatalError("\(url.path) cannot be read as oracle cases: \(error)")
    }
  }

  /// The cases of one kind from all files.
  static func cases<Case>(_ kind: KeyPath<OracleCases, [Case]>) -> [OracleCase<Case>] {
    all.flatMap { file in
      file[keyPath: kind].enumerated().map { number, content in
        OracleCase(content: content, origin: "case \(number) of \(file.made.command)")
      }
    }
  }

  private static let urls: [URL] = {
    let fixture = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../Fixtures/statistics.json").standardized
    let fresh = ProcessInfo.processInfo.environment["DUET_TEST_ORACLES"].map {
      URL(filePath: $0).appending(path: "statistics.json")
    }
    return [fixture] + [fresh].compactMap(\.self)
  }()
}

/// A case that is named in reports by where it comes from instead of by all of its numbers.
@dynamicMemberLookup struct OracleCase<Content: Sendable>: Sendable, CustomTestStringConvertible {
  let content: Content
  let origin: String

  var testDescription: String { origin }

  subscript<Value>(dynamicMember part: KeyPath<Content, Value>) -> Value { content[keyPath: part] }
}

@Suite struct OracleFilesTests {
  @Test func `each file says how it was made and holds every kind of case`() {
    for file in OracleFiles.all {
      #expect(file.made.command.contains("--seed"))
      #expect(
        Set(file.made.versions.keys).isSuperset(of: ["numpy", "scipy", "pandas", "lifelines"]))
      #expect(!file.quantiles.isEmpty && !file.survivals.isEmpty && !file.competing.isEmpty)
    }
  }
}
