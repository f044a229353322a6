/// How old the oldest step is at each party that has been committed and not published yet; nil where the party does not
/// answer.
package struct Outboxes: Hashable, Sendable {
  package var ages: [String: Duration?] = [:]

  package init(ages: [String: Duration?] = [:]) { self.ages = ages }
}
