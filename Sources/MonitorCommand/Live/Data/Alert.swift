import FEEL
import Monitoring
import ProcessEngine
import Terminal

/// Something that somebody should look at.
struct Alert: Hashable, Sendable {
  enum Kind: String, Hashable, Sendable {
    case incident
    case missingStep = "missing-step"
    case timer, message, quiet, overdue
    /// A message was put aside.
    case quarantine
    /// Entries have not been heard.
    case gap
    /// Parts of the stream could not be read.
    case unreadable
    /// Nothing has been heard for long although orders run.
    case stale
  }

  /// What makes it the same alert as one of an earlier look.
  struct Identity: Hashable, Sendable {
    let kind: Kind
    let order: InstanceID?
    let party: String
    let subject: String
  }

  let kind: Kind
  let since: Timestamp?
  let order: InstanceID?
  let reference: String?
  let party: String
  let detail: String
  let subject: String

  var identity: Identity { Identity(kind: kind, order: order, party: party, subject: subject) }

  /// Whether work stands still, not merely late.
  var isSerious: Bool {
    switch kind {
    case .incident, .missingStep, .timer, .message, .gap, .stale: true
    case .quiet, .overdue, .quarantine, .unreadable: false
    }
  }

  var style: Style { isSerious ? .bad : .warning }

  var word: String {
    switch kind {
    case .missingStep: "missing"
    default: kind.rawValue
    }
  }
}

extension Alert {
  /// For how long nothing may be heard while orders run.
  private static func patience(_ speed: Double) -> Duration {
    Attention.Limits(speed: speed).machine * 5
  }

  /// All alerts of one look, the serious ones first, of each kind the oldest first.
  static func all(
    _ overview: Overview, quarantine: QuarantineList, speed: Double
  ) -> [Alert] {
    let orders = overview.attention.all.map(Alert.init)
    let all = reception(overview, speed) + orders + quarantine.items.map(Alert.init)
    // The sort keeps those apart that the store has put in order.
    let places = Dictionary(all.enumerated().map { ($1, $0) }, uniquingKeysWith: { a, _ in a })
    return places.keys.sorted { left, right in
      (left.isSerious ? 0 : 1, places[left] ?? 0) < (right.isSerious ? 0 : 1, places[right] ?? 0)
    }
  }

  private static func reception(_ overview: Overview, _ speed: Double) -> [Alert] {
    var alerts: [Alert] = []
    if let newest = overview.reception.newestEntry, overview.workInProgress > 0,
      overview.at - newest > patience(speed)
    {
      alerts.append(
        Alert(
          kind: .stale, since: newest, order: nil, reference: nil, party: "",
          detail: "no event of any order since then; is `monitor run` following?", subject: ""))
    }
    for gap in overview.reception.gaps {
      alerts.append(
        Alert(
          kind: .gap, since: gap.range.since, order: nil, reference: nil, party: gap.lane.party,
          detail: gap.text, subject: "\(gap.lane.lane) \(gap.range.first)"))
    }
    if overview.reception.unreadable > 0 {
      alerts.append(
        Alert(
          kind: .unreadable, since: nil, order: nil, reference: nil, party: "",
          detail: "\(overview.reception.unreadable) messages of the stream could not be read",
          subject: "\(overview.reception.unreadable)"))
    }
    return alerts
  }

  private init(_ item: Attention) {
    let kind: Kind =
      switch item.reason {
      case .incident: .incident
      case .missingStep: .missingStep
      case .timer: .timer
      case .message: .message
      case .quiet: .quiet
      case .task: .overdue
      }
    self.init(
      kind: kind, since: item.since, order: item.order, reference: item.reference,
      party: item.party, detail: item.detail, subject: item.subject)
  }

  private init(_ item: QuarantineList.Item) {
    let name = item.name.isEmpty ? "a message" : item.name
    self.init(
      kind: .quarantine, since: item.at, order: item.reference == nil ? nil : item.order,
      reference: item.reference, party: item.party,
      detail: [name, item.reason, item.detail].compactMap { $0 }.filter { !$0.isEmpty }
        .joined(separator: ": "),
      subject: item.id?.text ?? item.order?.description ?? "")
  }
}
