import FEEL
import FoundationEssentials

/// The parameters by which numbers of the analysis lead to their orders.
extension OrderParameters.Reader {
  /// What is known of the way that an order went; of several the first.
  mutating func way(activities: [String]) -> OrderWay? {
    if let id = read("variant", VariantID.init(parameter:)) { return .exactly(id) }
    if let ids = read("otherThan", Self.variants) { return .otherThan(ids) }
    if let element = values["through"] { return .through(element) }
    if let flow = values["flow"] { return .along(flow) }
    if let element = values["again"] { return .again([element]) }
    return values["once"] == "1" ? .once(activities) : nil
  }

  /// What was done for an order; of several the first.
  var mark: OrderMark? {
    let party = values["party"] ?? ""
    if let worker = values["worker"] {
      return values["then"].map { .handover(party: party, from: worker, to: $0) }
        ?? .worker(party: party, name: worker)
    }
    if let group = values["group"] { return .group(party: party, name: group) }
    return values["late"].map { .late($0 == "1" ? nil : $0) }
  }

  /// Both ends are part of it; in seconds.
  var leadTimes: ClosedRange<Duration>? {
    mutating get {
      let (low, high) = (read("leadFrom", Self.microseconds), read("leadTo", Self.microseconds))
      guard low != nil || high != nil else { return nil }
      let from = low ?? -Self.longest
      return .microseconds(from)...(.microseconds(max(from, high ?? Self.longest)))
    }
  }

  /// The last whole seconds before now.
  static func last(_ text: String, before now: Timestamp) -> Range<Timestamp>? {
    guard let seconds = Int64(text), (1...31_536_000_000).contains(seconds) else { return nil }
    let end = Timestamp(microseconds: now.wholeSeconds * 1_000_000)
    return (end + .seconds(-seconds))..<end
  }

  /// A thousand years.
  private static let longest: Int64 = 31_557_600_000_000_000

  private static func microseconds(_ text: String) -> Int64? {
    guard let seconds = Decimal(string: text), seconds.magnitude < 31_557_600_000 else {
      return nil
    }
    return Int64("\(seconds * 1_000_000)".prefix { $0 != "." })
  }

  private static func variants(_ text: String) -> [VariantID]? {
    let ids = text.split(separator: ".").map { VariantID(parameter: String($0)) }
    return ids.contains(nil) || ids.isEmpty ? nil : ids.compactMap(\.self)
  }
}

extension VariantID {
  /// As addresses have it: at most thirteen digits to the base of 36.
  package init?(parameter text: String) {
    guard let bits = UInt64(text, radix: 36) else { return nil }
    self.init(value: Int64(bitPattern: bits))
  }

  package static func parameter(_ value: Int64) -> String {
    String(UInt64(bitPattern: value), radix: 36)
  }
}
