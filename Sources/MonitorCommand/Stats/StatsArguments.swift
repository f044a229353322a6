import ArgumentParser
import FEEL
import Monitoring

/// A length of time as people write it: `90m`, `24h`, `7d`.
struct Span: Hashable, Sendable {
  let seconds: Int

  private static let units: [Character: Int] = ["m": 60, "h": 3_600, "d": 86_400, "w": 604_800]

  /// - Throws: `ValidationError` for anything else, and for more than ten years.
  init(parsing text: String) throws {
    guard let last = text.last, let unit = Self.units[last], let count = Int(text.dropLast()),
      count > 0, count <= 10 * 366 * 86_400 / unit
    else {
      throw ValidationError("`\(text)` is no length of time like 90m, 24h, 7d or 4w.")
    }
    seconds = count * unit
  }
}

enum MomentArgument {
  /// A time of ISO 8601, or a day, whose first moment is meant.
  static func time(_ text: String) throws -> Timestamp {
    guard let time = Timestamp(parsing: text) ?? Timestamp(parsing: text + "T00:00:00Z") else {
      throw ValidationError(
        "`\(text)` is neither a day like 2026-11-21 nor a time like 2026-11-21T09:30:00Z.")
    }
    return time
  }
}

/// `FIELD:VALUE`
struct FilterTerm: Hashable, Sendable, ExpressibleByArgument {
  enum Field: String, CaseIterable { case buyer, reference, outcome, sku, currency, element, text }

  let field: Field
  let value: String

  init?(argument: String) {
    let parts = argument.split(separator: ":", maxSplits: 1)
    guard parts.count == 2, let field = Field(rawValue: String(parts[0])) else { return nil }
    self.field = field
    value = String(parts[1])
  }

  func apply(to filter: inout OrderFilter) {
    switch field {
    case .buyer: filter.buyer = value
    case .reference: filter.reference = value
    case .outcome: filter.outcome = value
    case .sku: filter.sku = value
    case .currency: filter.currency = value
    case .element: filter.element = value
    case .text: filter.text = value
    }
  }
}

/// What an analysis is held against.
enum StatsComparison: Hashable, Sendable, ExpressibleByArgument {
  /// The stretch of time of the same length before.
  case previous
  /// The same orders in another stretch of time; the end is not part of it.
  case between(Timestamp, Timestamp)
  case orders(FilterTerm)

  init?(argument: String) {
    if argument == "previous" {
      self = .previous
    } else if let term = FilterTerm(argument: argument) {
      self = .orders(term)
    } else {
      let ends = argument.split(separator: "..").map(String.init)
      guard ends.count == 2, let from = try? MomentArgument.time(ends[0]),
        let to = try? MomentArgument.time(ends[1]), from < to
      else { return nil }
      self = .between(from, to)
    }
  }

  func group(besides group: AnalysisQuery.Group) -> AnalysisQuery.Group {
    var other = group
    switch self {
    case .orders(let term): term.apply(to: &other.filter)
    case .previous: other.period = .before(group.period)
    case .between(let from, let to): other.period = .between(from, to)
    }
    return other
  }
}
