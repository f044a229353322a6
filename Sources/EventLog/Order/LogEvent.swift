package import FEEL

/// One thing that happened in an order, as process mining sees it.
package struct LogEvent: Hashable, Sendable {
  /// What became of the activity, in the words of the standard life cycle of XES (IEEE 1849-2016 §7.2).
  package enum Transition: String, Hashable, Sendable, CaseIterable {
    /// It may be begun.
    case schedule
    case start
    /// It was given to somebody else, or back.
    case reassign
    case complete
    /// It is not needed any more, and nobody did it.
    case withdraw
    /// It had begun and was broken off.
    case abort = "ate_abort"
  }

  /// `Client-1-17-3`: the party, its lane and entry, and which event of that entry.
  package let id: String
  package let activity: String
  /// The flow node; nil for a message that came in.
  package let element: String?
  package let transition: Transition
  package let at: Timestamp
  package let party: String
  /// Who did it; nil for the party's own program.
  package let resource: String?
  /// Which activation of the flow node it belongs to.
  package let instance: String?
  /// The objects that it is about, besides the order and the party.
  package internal(set) var objects: [Relation] = []

  /// An object by its id, and what it is to the event.
  package struct Relation: Hashable, Sendable {
    package let object: String
    package let qualifier: String
  }

  /// The name of its kind where there are no transitions: the activity is what was completed.
  package var type: String {
    transition == .complete ? activity : "\(activity): \(transition.rawValue)"
  }

  /// The first related object of that meaning.
  func object(_ qualifiers: String...) -> String? {
    objects.first { qualifiers.contains($0.qualifier) }?.object
  }
}
