import Terminal

/// Which row of a list is chosen, and which one is shown first.
struct ListCursor: Hashable, Sendable {
  private(set) var index = 0
  private(set) var first = 0

  /// - Parameters:
  ///   - count: how many rows there are.
  ///   - height: how many are shown.
  mutating func move(by distance: Int, count: Int, height: Int) {
    move(to: index + distance, count: count, height: height)
  }

  mutating func move(to row: Int, count: Int, height: Int) {
    index = max(0, min(row, count - 1))
    let height = max(1, height)
    if index < first { first = index }
    if index >= first + height { first = index - height + 1 }
    first = max(0, min(first, count - height))
  }

  /// - Returns: whether the key moves through lists.
  mutating func press(_ key: Keystroke, count: Int, height: Int) -> Bool {
    switch key {
    case .up, .character("k"): move(by: -1, count: count, height: height)
    case .down, .character("j"): move(by: 1, count: count, height: height)
    case .pageUp, .control("b"): move(by: -height, count: count, height: height)
    case .pageDown, .control("f"): move(by: height, count: count, height: height)
    case .home, .character("g"): move(to: 0, count: count, height: height)
    case .end, .character("G"): move(to: count - 1, count: count, height: height)
    default: return false
    }
    return true
  }
}
