import FEEL
import Monitoring
import ProcessEngine

/// How parts of an overview read.
enum LiveText {
  /// `2026-11-21 09:30:05`
  static func time(_ time: Timestamp) -> String {
    String(time.description.prefix(19).replacing("T", with: " "))
  }

  /// `09:30:05`
  static func clock(_ time: Timestamp) -> String {
    String(time.description.dropFirst(11).prefix(8))
  }

  /// The beginning of an id, which differs between orders of the same time only at its end.
  static func short(_ order: InstanceID) -> String { "…" + order.description.suffix(8) }

  static func rates(of party: PartyOverview) -> String {
    "\(decimal(party.lastSecond.steps)) steps/s  in \(decimal(party.lastMinute.started))/min"
      + "  out \(decimal(party.lastMinute.ended))/min"
  }

  static func outcomes(of party: PartyOverview) -> String {
    let named = party.outcomes.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      .map { "\($0.key) \($0.value)" }
    return named.isEmpty ? "none ended yet" : named.joined(separator: " · ")
  }

  /// With one digit after the point where that says something.
  static func decimal(_ number: Double) -> String {
    let tenths = Int((number * 10).rounded())
    return tenths >= 1_000 || tenths % 10 == 0
      ? "\((tenths + 5) / 10)" : "\(tenths / 10).\(tenths % 10)"
  }

  /// The lists are bounded: a full one says that there may be more.
  static func count(_ items: Int) -> String {
    items >= LiveReader.lines ? "\(items) or more" : "\(items)"
  }

  static func word(for reason: Attention.Reason) -> String {
    switch reason {
    case .incident: "incident"
    case .missingStep: "missing"
    case .timer: "timer"
    case .message: "message"
    case .quiet: "quiet"
    case .task: "overdue"
    }
  }
}
