package import FEEL

/// A task that waits for somebody.
package struct OpenTask: Hashable, Sendable {
  package let id: String
  package let order: String
  /// The id of the user task in the model.
  package let element: String
  package let createdAt: Timestamp
  package let candidateGroups: [String]
  package let excludedUsers: [String]

  /// Nil for what is no task.
  init?(_ item: Value) {
    guard let id = item["id"].string, let order = item["orderId"].string,
      let element = item["element"].string, let created = item["createdAt"].string,
      let createdAt = try? Timestamp(created)
    else { return nil }
    self.init(
      id: id, order: order, element: element, createdAt: createdAt,
      candidateGroups: (item["candidateGroups"].list ?? []).compactMap(\.string),
      excludedUsers: (item["excludedUsers"].list ?? []).compactMap(\.string))
  }

  package init(
    id: String, order: String, element: String, createdAt: Timestamp,
    candidateGroups: [String] = [], excludedUsers: [String] = []
  ) {
    self.id = id
    self.order = order
    self.element = element
    self.createdAt = createdAt
    self.candidateGroups = candidateGroups
    self.excludedUsers = excludedUsers
  }
}
