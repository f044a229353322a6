/// The three-valued logic of FEEL (DMN 1.5, table 50): null means that it is not known.
enum Logic {
  static func and(_ left: Value, _ right: Value) -> Value {
    switch (left, right) {
    case (.boolean(false), _), (_, .boolean(false)): .boolean(false)
    case (.boolean(true), .boolean(true)): .boolean(true)
    default: .null
    }
  }
}
