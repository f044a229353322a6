/// Where an expression finds its variables; a scope may ask its parent, so that nothing needs to be copied together.
public protocol Scope {
  /// The variable's value; nil when there is no such variable.
  func value(named name: String) -> Value?
}

extension Context: Scope {
  public func value(named name: String) -> Value? { self[name] }
}
