import Foundation
import Migrations
import Testing

struct FolderTests {
  @Test func `the files of a folder are read in the order of their numbers`() throws {
    try withFolder(["0002_b.sql": "two", "0001_a.sql": "one", "README.md": "x"]) { folder in
      let migrations = try Migration.all(inFolder: folder)
      #expect(
        migrations == [
          Migration(number: 1, name: "a", sql: "one"), Migration(number: 2, name: "b", sql: "two"),
        ])
      #expect(migrations[1].fileName == "0002_b.sql")
    }
  }

  @Test(arguments: [
    (["0001_a.sql", "0003_c.sql"], "0003_c.sql should have the number 2"),
    (["0001_a.sql", "0001_b.sql"], "0001_b.sql should have the number 2"),
    (["0002_b.sql"], "0002_b.sql should have the number 1"),
    (["1_a.sql"], "1_a.sql is not named like"),
    (["0001.sql"], "0001.sql is not named like"),
    (["0001_it's.sql"], "0001_it's.sql is not named like"),
    ([], "no migrations are in it"),
  ])
  func `a folder that is not numbered without gaps is refused`(
    files: [String], reason: String
  ) throws {
    try withFolder(Dictionary(uniqueKeysWithValues: files.map { ($0, "select 1") })) { folder in
      let failure = #expect(throws: MigrationFailure.self) { try Migration.all(inFolder: folder) }
      #expect(failure?.description.contains(reason) == true)
    }
  }

  @Test func `a folder that is not there is named`() {
    let failure = #expect(throws: MigrationFailure.self) {
      try Migration.all(inFolder: "/nowhere/migrations")
    }
    #expect(failure?.description.contains("/nowhere/migrations") == true)
  }

  private func withFolder(
    _ files: [String: String], _ body: (String) throws -> Void
  ) throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("duet-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer {
      do { try FileManager.default.removeItem(at: folder) } catch { Issue.record(error) }
    }
    for (name, text) in files {
      try Data(text.utf8).write(to: folder.appendingPathComponent(name))
    }
    try body(folder.path)
  }
}
