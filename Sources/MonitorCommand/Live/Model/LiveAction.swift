/// What a model wants done in answer to an input.
enum LiveAction: Hashable, Sendable {
  case quit
  /// Give the terminal back until somebody brings the program to the front again.
  case suspend
  /// Read anew at once: what is shown needs it.
  case look
  case replay(ReplayControl)
}
