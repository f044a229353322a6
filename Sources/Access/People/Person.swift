package import FEEL

/// Somebody whom the party's database knows: a local user, or somebody who has come with a token.
package struct Person: Hashable, Sendable {
  package let user: String
  package var name: String
  package var roles: Set<Role>
  /// Groups of the model beside those that the roles bring.
  package var groups: [String]
  /// Who vouches for them; nil for a local user, who has a password.
  package var identity: TokenIdentity?
  package var isDisabled: Bool
  package let createdAt: Timestamp
  /// When they last signed in, or were first seen with what their token says now.
  package var seenAt: Timestamp?

  package init(
    user: String, name: String, roles: Set<Role>, groups: [String] = [],
    identity: TokenIdentity? = nil, isDisabled: Bool = false, createdAt: Timestamp,
    seenAt: Timestamp? = nil
  ) {
    self.user = user
    self.name = name
    self.roles = roles
    self.groups = groups
    self.identity = identity
    self.isDisabled = isDisabled
    self.createdAt = createdAt
    self.seenAt = seenAt
  }

  package var principal: Principal {
    Principal(
      user: user, name: name, roles: roles, ownGroups: groups, hasPassword: identity == nil)
  }

  /// For lists and for the audit trail; never with a password.
  package var json: Context {
    let roleNames = roles.sorted().map { Value.string($0.rawValue) }
    var object: Context = [
      "user": .string(user), "name": .string(name), "roles": .list(roleNames),
      "groups": .list(groups.map { .string($0) }), "disabled": .boolean(isDisabled),
      "createdAt": .string(createdAt.description),
    ]
    if let identity { object["issuer"] = .string(identity.issuer) }
    if let seenAt { object["seenAt"] = .string(seenAt.description) }
    return object
  }
}

/// Whom a token speaks of: the subject is unique at its issuer and never given to somebody else (OpenID Connect Core §2).
package struct TokenIdentity: Hashable, Sendable {
  package let issuer: String
  package let subject: String

  package init(issuer: String, subject: String) {
    self.issuer = issuer
    self.subject = subject
  }
}

/// What a local user may be called.
package enum UserName {
  /// The most characters.
  package static let limit = 60

  /// Letters and digits of ASCII, and `._@+-` between them: such a name needs no escape anywhere, and looks like no other.
  package static func isValid(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard (1...limit).contains(bytes.count), let first = bytes.first, isAlphanumeric(first) else {
      return false
    }
    return bytes.allSatisfy { isAlphanumeric($0) || "._@+-".utf8.contains($0) }
  }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: false
    }
  }
}
