/// A key that was pressed, or a combination of keys.
package enum Keystroke: Hashable, Sendable {
  case character(Character)
  /// Ctrl with a letter, told in lower case.
  case control(Character)
  case enter, escape, tab, backTab, backspace, delete
  case up, down, left, right, pageUp, pageDown, home, end
}
