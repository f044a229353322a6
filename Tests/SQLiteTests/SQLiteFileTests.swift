import Foundation
import SQLite
import Testing

struct SQLiteFileTests {
  private func withFile(_ body: (String) throws -> Void) throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "\(UUID()).sqlite").path
    try body(path)
    try FileManager.default.removeItem(atPath: path)
  }

  @Test func `rows are there when the file is opened again`() throws {
    try withFile { path in
      do {
        var file = try SQLiteFile(path: path)
        try file.execute("create table t (id text primary key, name text)")
        try file.execute("begin")
        for number in 1...1000 {
          try file.insert(into: "t", ["\(number)", number % 2 == 0 ? nil : "é'\(number)\0x"])
        }
        try file.execute("commit")
      }
      let again = try SQLiteFile(path: path)
      // What is not so cannot be done: each check inserts into a table that refuses it.
      try again.execute("create table fact (holds int check (holds = 1))")
      for condition in [
        "count(*) = 1000", "count(name) = 500", "max(length(name)) is not null",
        "sum(name = cast(x'C3A927390078' as text)) = 1",
      ] {
        try again.execute("insert into fact select \(condition) from t")
      }
    }
  }

  @Test func `what is refused says so, and the next row goes in`() throws {
    try withFile { path in
      var file = try SQLiteFile(path: path)
      try file.execute("create table t (id text primary key)")
      try file.insert(into: "t", ["1"])
      #expect(throws: SQLiteError.self) { try file.insert(into: "t", ["1"]) }
      try file.insert(into: "t", ["2"])
      #expect(throws: SQLiteError.self) { try file.insert(into: "missing", ["1"]) }
      #expect(throws: SQLiteError.self) { try file.execute("no sql") }
    }
  }

  @Test func `a folder is no database`() {
    #expect(throws: SQLiteError.self) {
      _ = try SQLiteFile(path: FileManager.default.temporaryDirectory.path)
    }
  }
}
