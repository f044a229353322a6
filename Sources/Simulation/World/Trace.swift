import FEEL

/// What happened in a world, for people: one line for each action.
package struct Trace: Sendable {
  package private(set) var lines: [String] = []
  /// Off, nothing is kept: a failing seed is run again for its trace.
  let isOn: Bool

  init(isOn: Bool) { self.isOn = isOn }

  mutating func note(_ time: Timestamp, depth: Int, _ text: @autoclosure () -> String) {
    guard isOn else { return }
    lines.append("\(time)  " + String(repeating: "    ", count: depth) + text())
  }
}
