import BPMN
import Exchange
import FEEL
import Foundation
import MonitorPages
import Monitoring
import SyntheticJournal
import Terminal

@testable import MonitorCommand

/// A screen over some orders of the real process, out of the projection itself.
enum LiveSample {
  static let definitions: Definitions = {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../bpmn/order.bpmn")
    do { return try Definitions(xml: Array(Data(contentsOf: file))) } catch {
      fatalError("\(file.path) cannot be read: \(error)")
    }
  }()

  static let process = DrawnProcess(definitions)
  static let now = SyntheticJournal.start + .seconds(3_000)

  /// Of each course as many, one a minute.
  static func entries(orders: Int = 9) -> [JournalEntry] {
    var journal = SyntheticJournal()
    for index in 0..<orders * 4 {
      let course = SyntheticJournal.Course.allCases[index % 4]
      let start = SyntheticJournal.start + .seconds(index * 60)
      journal.add(index, course, at: start, pace: .seconds(20))
    }
    return journal.entries
  }

  static func look(
    _ model: LiveModel, _ entries: [JournalEntry], at now: Timestamp = now
  ) async throws -> LiveLook {
    try await LiveReader(process: process, speed: 1)
      .look(at: MemoryMonitor(entries), now: now, generation: 1, need: model.need)
  }

  /// A screen that has its first picture.
  static func model(
    _ columns: Int = 80, _ rows: Int = 24, entries: [JournalEntry] = entries(),
    replay: ReplayStatus? = nil
  ) async throws -> LiveModel {
    var model = LiveModel(
      process: process, size: Screen.Size(columns: columns, rows: rows), replay: replay)
    model.receive(try await look(model, entries))
    return model
  }

  /// Presses keys, and reads what that asks for.
  @discardableResult
  static func press(
    _ keys: [Keystroke], _ model: inout LiveModel, _ entries: [JournalEntry] = entries()
  ) async throws -> [LiveAction] {
    var all: [LiveAction] = []
    for key in keys {
      let actions = model.press(key)
      all += actions
      if actions.contains(.look) { model.receive(try await look(model, entries)) }
    }
    return all
  }

  static func type(_ text: String) -> [Keystroke] { text.map { .character($0) } }

  static func text(_ model: LiveModel, inColor: Bool = false) -> String {
    LiveScreen(model: model).lines
      .map { $0.rendered(width: model.size.columns, inColor: inColor) + "\n" }.joined()
  }
}
