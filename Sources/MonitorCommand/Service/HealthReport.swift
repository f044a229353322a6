import FEEL
import FoundationEssentials
import Monitoring

/// How the running monitor is, as it is told over HTTP.
struct HealthReport: Sendable {
  let state: FollowerStatus.State
  /// nil when the database cannot be reached.
  let reception: Reception?
  let now: Timestamp

  /// Whether what the monitor shows is being kept up to date.
  var isReady: Bool { reception != nil && state.isFollowing && state.trouble == nil }

  private var status: String {
    guard isReady, let reception else { return "down" }
    return reception.gaps.isEmpty && reception.unreadable == 0 ? "up" : "degraded"
  }

  var json: Value {
    var report: Context = [
      "status": .string(status), "database": .string(reception == nil ? "down" : "up"),
      "stream": .string(state.isFollowing ? "up" : "down"),
      "entriesSinceStart": .number(state.entries),
    ]
    report["trouble"] = state.trouble.map { .string($0) } ?? .null
    report["delaySeconds"] = state.delay.map(Self.seconds) ?? .null
    if let reception {
      report["position"] = reception.position.map { .number(Int($0)) } ?? .null
      report["newestEntryAt"] = reception.newestEntry.map { .string($0.description) } ?? .null
      report["newestEntryAgeSeconds"] =
        reception.newestEntry.map { Self.seconds(now - $0) } ?? .null
      report["duplicates"] = .number(reception.duplicates)
      report["unreadable"] = .number(reception.unreadable)
      report["gapCount"] = .number(reception.gaps.count)
      report["gaps"] = .list(reception.gaps.prefix(Self.gapLimit).map(Self.gap))
    }
    return .context(report)
  }

  /// How many gaps are named.
  private static let gapLimit = 100

  private static func gap(_ gap: Reception.Gap) -> Value {
    .context([
      "party": .string(gap.lane.party), "lane": .number(gap.lane.lane),
      "first": .number(gap.range.first), "last": .number(gap.range.last),
      "since": .string(gap.range.since.description),
    ])
  }

  private static func seconds(_ duration: Duration) -> Value {
    let milliseconds =
      Int(duration.components.seconds) * 1000
      + Int(duration.components.attoseconds / 1_000_000_000_000_000)
    return .number(Decimal(milliseconds) / 1000)
  }
}
