import FoundationEssentials

/// One numbered step of a database's schema: a file of SQL.
package struct Migration: Hashable, Sendable {
  /// From 1, without gaps.
  package let number: Int
  /// The file's name without number and extension: `lanes_and_journal`.
  package let name: String
  package let sql: String

  package init(number: Int, name: String, sql: String) {
    self.number = number
    self.name = name
    self.sql = sql
  }

  /// The file's name: `0001_lanes_and_journal.sql`.
  package var fileName: String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, 4 - digits.count)) + "\(digits)_\(name).sql"
  }
}

extension Migration {
  /// Reads the migrations of a folder: all files `NNNN_name.sql` in it, in the order of their numbers.
  ///
  /// - Throws: `MigrationFailure.folder` when it cannot be read, and when a name or the numbering is not as it must be.
  package static func all(inFolder path: String) throws(MigrationFailure) -> [Migration] {
    let names: [String]
    do { names = try FileManager.default.contentsOfDirectory(atPath: path) } catch {
      throw .folder(path: path, reason: "it cannot be read: \(error)")
    }
    var migrations: [Migration] = []
    for name in names.sorted() where name.hasSuffix(".sql") {
      migrations.append(try Migration(file: name, inFolder: path))
    }
    try checkNumbers(of: migrations, in: path)
    return migrations
  }

  private init(file: String, inFolder folder: String) throws(MigrationFailure) {
    let stem = file.dropLast(".sql".count)
    let parts = stem.split(separator: "_", maxSplits: 1)
    guard parts.count == 2, parts[0].utf8.count == 4, let number = Int(parts[0]), number > 0,
      parts[1].utf8.allSatisfy(Self.isPlain)
    else {
      throw .folder(path: folder, reason: "\(file) is not named like 0001_what_it_does.sql")
    }
    let sql: String
    do {
      sql = try String(contentsOfFile: "\(folder)/\(file)", encoding: .utf8)
    } catch {
      throw .folder(path: folder, reason: "\(file) cannot be read as UTF-8 text: \(error)")
    }
    self.init(number: number, name: String(parts[1]), sql: sql)
  }

  /// Whether a byte may be in a migration's name: it is put into SQL, and into messages.
  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
      UInt8(ascii: "_"):
      true
    default: false
    }
  }

  private static func checkNumbers(
    of migrations: [Migration], in path: String
  ) throws(MigrationFailure) {
    guard !migrations.isEmpty else { throw .folder(path: path, reason: "no migrations are in it") }
    for (index, migration) in migrations.enumerated() where migration.number != index + 1 {
      throw .folder(
        path: path,
        reason:
          "\(migration.fileName) should have the number \(index + 1): the numbers go from 1 without gaps"
      )
    }
  }
}
