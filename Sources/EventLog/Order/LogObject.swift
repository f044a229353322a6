package import FEEL

/// Something that events are about (an object of OCEL 2.0).
package struct LogObject: Hashable, Sendable {
  package enum Kind: String, Hashable, Sendable, CaseIterable {
    case order, quote, message, task, party

    /// The names of the attributes that objects of the kind have. All are texts.
    package var attributes: [String] {
      switch self {
      case .order: ["reference", "buyer", "currency", "total"]
      case .quote: ["revision", "currency", "total", "validUntil"]
      case .message: ["name", "sender", "receiver"]
      case .task: ["name", "element", "due"]
      case .party: []
      }
    }
  }

  /// Unique in the log.
  package let id: String
  package let kind: Kind
  /// In the order of the kind's attributes; nil where it is not known.
  package internal(set) var values: [String?]
  /// Since when it is there; a party is always.
  package let since: Timestamp?
  /// The objects that it belongs to.
  package internal(set) var relations: [LogEvent.Relation]

  /// Gives an attribute of the kind another value.
  mutating func set(_ attribute: String, _ value: String) {
    guard let place = kind.attributes.firstIndex(of: attribute) else { return }
    values[place] = value
  }
}
