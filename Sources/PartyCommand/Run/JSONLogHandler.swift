import FEEL
import FoundationEssentials
import Logging
import Terminal

/// Writes each log line as one JSON object to standard error, for programs that collect them.
struct JSONLogHandler: LogHandler {
  let label: String
  var logLevel = Logger.Level.info
  var metadata: Logger.Metadata = [:]

  init(label: String) { self.label = label }

  subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  func log(event: LogEvent) {
    var line: Context = [
      "time": .string(
        Timestamp(microseconds: Int64(Date().timeIntervalSince1970 * 1e6)).description),
      "level": .string(event.level.rawValue), "logger": .string(label),
      "message": .string(event.message.description),
    ]
    let all = metadata.merging(event.metadata ?? [:]) { _, own in own }
    for (key, value) in all { line[key] = .string(value.description) }
    OutputStream.standardError().write(Value.context(line).jsonString + "\n")
  }
}
