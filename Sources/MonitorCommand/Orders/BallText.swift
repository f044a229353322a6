import FEEL
import Monitoring
import Terminal

/// Whose turn it was, for people and for programs.
struct BallText {
  let ball: BallInCourt
  let isEnded: Bool

  static func name(of holder: BallInCourt.Holder) -> String {
    switch holder {
    case .party(let party): party
    case .broker: "broker"
    case .timer: "timer"
    }
  }

  /// The lead time with whose turn it is, and under it what each had of it.
  var lines: [TextLine] {
    var line = TextLine(
      .init(isEnded ? "Lead time: " : "So far: ", .heading),
      .init(RelativeTime.length(ball.leadTime)))
    if !isEnded, let last = ball.last {
      line.add(", and it is the turn of ")
      line.add(Self.name(of: last.holder), .active)
    }
    var shares = TextLine(.init("  "))
    for (index, holder) in ball.holders.enumerated() {
      let time = ball.time(of: holder)
      shares.add(index == 0 ? "" : ", ", .quiet)
      shares.add("\(Self.name(of: holder)) \(RelativeTime.length(time))")
      shares.add(" (\(share(of: time)) %)", .quiet)
    }
    return [line, shares]
  }

  private func share(of time: Duration) -> String {
    guard ball.leadTime > .zero else { return "0" }
    return LiveText.decimal(time / ball.leadTime * 100)
  }

  var json: Value {
    .context([
      "from": .string(ball.from.description), "to": .string(ball.to.description),
      "leadTime": Self.microseconds(ball.leadTime),
      "times": .list(
        ball.holders.map {
          .context([
            "holder": .string(Self.name(of: $0)),
            "microseconds": Self.microseconds(ball.time(of: $0)),
          ])
        }),
      "segments": .list(
        ball.segments.map { segment in
          let (reason, part) = Self.reason(segment.reason)
          return .context([
            "from": .string(segment.from.description), "to": .string(segment.to.description),
            "holder": .string(Self.name(of: segment.holder)), "reason": .string(reason),
            "part": OrderJSON.text(part),
          ])
        }),
    ])
  }

  static func microseconds(_ duration: Duration) -> Value {
    DayTimeDuration(duration).map { .number(Int($0.microseconds)) } ?? .null
  }

  private static func reason(_ reason: BallInCourt.Reason) -> (String, String?) {
    switch reason {
    case .message(let id): ("message", id)
    case .task(let id): ("task", id)
    case .incident(let id): ("incident", id)
    case .job(let id): ("job", id)
    case .quarantine(let id): ("quarantine", id)
    case .timer(let id): ("timer", id)
    case .lateTimer(let id): ("late-timer", id)
    case .silence: ("silence", nil)
    }
  }
}
