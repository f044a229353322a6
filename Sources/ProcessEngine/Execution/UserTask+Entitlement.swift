/// Who may do what with a task.
extension UserTask {
  /// How many characters a comment may have.
  public static let commentLimit = 4_000

  /// How many characters the URL and the title of a link may have, each.
  public static let linkLimit = 2_000

  /// Whether a person is among the candidates, or has the task already.
  public func admits(_ actor: Actor) -> Bool {
    if assignee == actor.user { return true }
    if candidateUsers.isEmpty && candidateGroups.isEmpty { return true }
    return candidateUsers.contains(actor.user)
      || candidateGroups.contains(where: actor.groups.contains)
  }

  func checkMayDecide(_ actor: Actor) throws(Rejection) {
    guard !excludedUsers.contains(actor.user) else { throw .excluded(user: actor.user) }
    guard admits(actor) else { throw .notCandidate(user: actor.user) }
  }

  /// Whether a person may give the task away, released or to another. A delegate may not: the task is the owner's.
  func checkDisposes(_ actor: Actor) throws(Rejection) {
    guard let assignee else { throw .notAssignee(user: actor.user, assignee: nil) }
    if actor.isSupervisor { return }
    if let delegatedBy, actor.user == assignee || actor.user == delegatedBy {
      throw .delegated(by: delegatedBy, to: assignee)
    }
    guard assignee == actor.user else {
      throw .notAssignee(user: actor.user, assignee: assignee)
    }
  }
}

extension TaskLink {
  /// What is wrong with it. Other schemes are refused because a page shows the link for people to click.
  var errors: [FormError] {
    var errors: [FormError] = []
    let scheme = url.prefix { $0 != ":" }.lowercased()
    let rest = url.dropFirst(scheme.count)
    let isFine =
      ["http", "https"].contains(scheme) && rest.hasPrefix("://") && rest.count > 3
      && url.unicodeScalars.allSatisfy { $0.value > 0x20 && $0.value != 0x7F }
    if !isFine || url.unicodeScalars.count > UserTask.linkLimit {
      errors.append(
        FormError(
          field: "link",
          message: "must be an http or https URL of at most \(UserTask.linkLimit) characters"))
    }
    if title.unicodeScalars.count > UserTask.linkLimit {
      errors.append(
        FormError(
          field: "link", message: "has a title of more than \(UserTask.linkLimit) characters"))
    }
    return errors
  }
}
