import Foundation
import Testing

/// Texts that were looked at once and must stay as they are. With `DUET_RECORD_SNAPSHOTS` set they are written anew.
enum Snapshot {
  static func expect(
    _ text: String, isAsIn name: String, sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Snapshots/\(name).txt")
    if ProcessInfo.processInfo.environment["DUET_RECORD_SNAPSHOTS"] != nil {
      try text.write(to: file, atomically: true, encoding: .utf8)
    }
    let expected = try String(contentsOf: file, encoding: .utf8)
    #expect(text == expected, sourceLocation: sourceLocation)
  }
}
