/// One thing's stay: when it came and when it went, in any unit and from any beginning, the same for all.
package struct Sojourn: Hashable, Sendable {
  package let arrival: Double
  /// Nil while it is still there.
  package let departure: Double?

  /// `departure` is not before `arrival`.
  package init(arrival: Double, departure: Double?) {
    precondition(departure ?? arrival >= arrival, "nothing leaves before it has come")
    self.arrival = arrival
    self.departure = departure
  }

  /// What an observer saw of it who came at `begin` and stopped at `end`: a lifetime with delayed entry and censoring.
  /// Nil when it had gone before or came later.
  package func lifetime(observedFrom begin: Double, until end: Double) -> Lifetime? {
    guard arrival <= end, departure ?? end >= begin else { return nil }
    let hasLeft = departure.map { $0 <= end } ?? false
    let exit = (hasLeft ? departure ?? end : end) - arrival
    // What is there before the observer comes and leaves in that moment has not been observed.
    guard arrival >= begin || arrival + exit > begin else { return nil }
    return Lifetime(entry: max(0, begin - arrival), exit: exit, ended: hasLeft)
  }
}
