/// Why an evaluation does not go on.
enum Interruption: Error {
  /// This part has no value: it becomes null with this warning, and the rest goes on.
  case refused(String)
  /// The whole evaluation takes too long or grows too large: it ends.
  case exhausted(String)
}
