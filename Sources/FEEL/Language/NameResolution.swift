/// Which of the names in an expression are its own and which it reads from outside.
struct NameResolution: Sendable {
  /// Names that are certainly read from the scope.
  private(set) var freeVariables: Set<String> = []
  /// Names inside filters, which mean an entry of the filtered element if it has one, else a variable.
  private(set) var filterNames: Set<String> = []
  /// Whether `?` was read in the unary test that is being parsed.
  var usesInput = false
  /// Whether `partial` was read in the iteration that is being parsed.
  var usesPartial = false

  private enum Binding {
    case name(String)
    case filter
  }
  private var bindings: [Binding] = []

  mutating func push(_ name: String) { bindings.append(.name(name)) }
  mutating func pop(_ count: Int = 1) { bindings.removeLast(count) }
  mutating func enterFilter() { bindings.append(.filter) }
  mutating func leaveFilter() { bindings.removeLast() }

  /// Takes note that `name` is read here.
  mutating func read(_ name: String) {
    if name == "?" { usesInput = true }
    if name == "partial" { usesPartial = true }
    for binding in bindings.reversed() {
      switch binding {
      case .name(name): return
      case .filter where name == "item": return
      case .filter:
        filterNames.insert(name)
        return
      case .name: continue
      }
    }
    freeVariables.insert(name)
  }
}
