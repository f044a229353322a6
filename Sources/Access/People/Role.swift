/// What somebody is to the party, and so what they may do; `docs/access.md` has the table.
package enum Role: String, CaseIterable, Comparable, Sendable {
  case buyer, approver, sales, pricing, warehouse
  /// Keeps the service running: incidents, quarantine, users; may hand out, take back and reschedule what is not theirs.
  case `operator`
  /// Reads everything, the audit trail included, and changes nothing.
  case auditor

  /// The groups of the model whose tasks somebody in this role may take.
  package var groups: [String] {
    switch self {
    case .buyer: ["buyers", "receiving"]
    case .approver: ["approvers"]
    case .sales: ["sales"]
    case .pricing: ["pricing"]
    case .warehouse: ["warehouse"]
    case .operator, .auditor: []
    }
  }

  /// In the order of their declaration.
  package static func < (left: Role, right: Role) -> Bool { left.place < right.place }

  private var place: Int { Self.allCases.firstIndex(of: self) ?? Self.allCases.count }
}
