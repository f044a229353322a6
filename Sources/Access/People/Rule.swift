/// Who may ask for something.
package enum Rule: Hashable, Sendable {
  /// Health, signing in, documentation.
  case anyone
  /// Every role.
  case signedIn
  /// Those with one of these roles.
  case roles(Set<Role>)

  /// - Parameter roles: nil for somebody who has not signed in.
  package func allows(_ roles: Set<Role>?) -> Bool {
    switch self {
    case .anyone: true
    case .signedIn: roles?.isEmpty == false
    case .roles(let wanted): roles.map { !$0.isDisjoint(with: wanted) } ?? false
    }
  }
}

extension Rule {
  /// Placing and cancelling orders.
  package static let ordering = Rule.roles([.buyer, .approver, .operator])
  /// Deciding tasks: everybody but who only reads. The process itself says who may take which task.
  package static let working = Rule.roles(Set(Role.allCases).subtracting([.auditor]))
  /// Changing the price list.
  package static let pricing = Rule.roles([.pricing, .operator])
  /// Incidents, quarantine, users.
  package static let operating = Rule.roles([.operator])
  /// Reading the audit trail.
  package static let auditing = Rule.roles([.auditor, .operator])
}
