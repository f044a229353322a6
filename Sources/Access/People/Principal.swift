/// Somebody who has been recognised.
package struct Principal: Hashable, Sendable {
  /// What they are called wherever it is recorded who did something.
  package let user: String
  /// For people.
  package let name: String
  package let roles: Set<Role>
  /// Whose tasks they may take: the groups of the model, and the names of their roles.
  package let groups: [String]
  /// Whether they sign in with a password of this site, which they can change.
  package let hasPassword: Bool

  /// - Parameter groups: exactly those; nothing is added for the roles.
  package init(
    user: String, name: String, roles: Set<Role>, groups: [String], hasPassword: Bool = false
  ) {
    self.user = user
    self.name = name
    self.roles = roles
    self.groups = groups
    self.hasPassword = hasPassword
  }

  /// Somebody with the groups that their roles bring, and others.
  ///
  /// - Parameter groups: names of roles among them are dropped: a role is given as a role only.
  package init(
    user: String, name: String, roles: Set<Role>, ownGroups groups: [String],
    hasPassword: Bool = false
  ) {
    var all = groups.filter { Role(rawValue: $0) == nil }
    for role in roles.sorted() { all += [role.rawValue] + role.groups }
    var seen: Set<String> = []
    self.init(
      user: user, name: name, roles: roles, groups: all.filter { seen.insert($0).inserted },
      hasPassword: hasPassword)
  }

  /// Whether they may hand out, take back and reschedule what is not theirs.
  package var isSupervisor: Bool { groups.contains(Role.operator.rawValue) }
}
