import FEEL
import FoundationEssentials
import Monitoring
import ProcessEngine

extension Overview {
  /// For programs.
  var json: Value {
    .context([
      "at": .string(at.description), "pools": .list(parties.map(\.json)),
      "messages": .list(flows.map(\.json)), "newest": .list(transitions.map(\.json)),
      "stuck": .list(attention.stuck.map(\.json)),
      "overdue": .list(attention.overdue.map(\.json)),
      "workInProgress": .number(workInProgress), "overdueOrders": .number(overdueOrders),
      "ordersWithIncidents": .number(ordersWithIncidents),
      "elements": .list(elements.map(\.json)),
      "quarantine": quarantine?.json ?? .null, "freshness": freshness?.json ?? .null,
      "newestEntryAt": reception.newestEntry.map { .string($0.description) } ?? .null,
      "position": reception.position.map { .number(Int($0)) } ?? .null,
      "gaps": .number(reception.gaps.count), "unreadable": .number(reception.unreadable),
    ])
  }
}

extension ElementOverview {
  fileprivate var json: Value {
    .context([
      "pool": .string(party), "element": .string(element), "tokens": .number(tokens),
      "oldestAt": .string(oldest.description), "overdue": .number(overdue),
      "incidents": .number(incidents),
    ])
  }
}

extension QuarantineList {
  fileprivate var json: Value {
    .context(["count": .number(count), "newest": .list(items.map(\.json))])
  }
}

extension QuarantineList.Item {
  fileprivate var json: Value {
    .context([
      "pool": .string(party), "id": OrderJSON.text(id?.text), "at": .string(at.description),
      "message": OrderJSON.text(message), "name": OrderJSON.text(name.isEmpty ? nil : name),
      "order": OrderJSON.text(order?.description),
      "reference": OrderJSON.text(reference.flatMap { $0.isEmpty ? nil : $0 }),
      "reason": .string(reason), "detail": OrderJSON.text(detail),
    ])
  }
}

extension FreshnessMinute {
  /// The minute's start, and milliseconds.
  fileprivate var json: Value {
    func milliseconds(_ duration: Duration) -> Value {
      .number(Int((duration / .milliseconds(1)).rounded()))
    }
    return .context([
      "minuteAt": .string(Timestamp(microseconds: start * 1_000_000).description),
      "entries": .number(entries), "median": milliseconds(median), "p99": milliseconds(p99),
      "longest": milliseconds(longest),
    ])
  }
}

extension PartyOverview {
  fileprivate var json: Value {
    .context([
      "pool": .string(party), "running": .number(running), "incidents": .number(incidents),
      "outcomes": Self.counts(outcomes), "tokens": Self.counts(tokens),
      "perSecond": lastSecond.json, "perMinute": lastMinute.json, "perHour": lastHour.json,
    ])
  }

  private static func counts(_ counts: [String: Int]) -> Value {
    var context = Context()
    for (name, count) in counts { context[name] = .number(count) }
    return .context(context)
  }
}

extension PartyOverview.Rate {
  fileprivate var json: Value {
    func number(_ value: Double) -> Value { .number(Decimal(Int((value * 10).rounded())) / 10) }
    return .context([
      "steps": number(steps), "started": number(started), "ended": number(ended),
      "placed": number(placed), "closed": number(closed),
    ])
  }
}

extension MessageFlowOverview {
  fileprivate var json: Value {
    .context([
      "name": .string(name), "sender": .string(sender), "sent": .number(sent),
      "received": .number(received), "inFlight": .number(inFlight),
      "quarantined": .number(quarantined),
      "oldestInFlightAt": OrderJSON.time(oldestInFlight),
    ])
  }
}

extension Transition {
  fileprivate var json: Value {
    .context([
      "at": .string(at.description), "pool": .string(party), "order": .string(order.description),
      "reference": reference.map { .string($0) } ?? .null, "text": .string(text),
    ])
  }
}

extension Attention {
  fileprivate var json: Value {
    .context([
      "order": .string(order.description), "reference": reference.map { .string($0) } ?? .null,
      "pool": .string(party), "reason": .string(reason.rawValue),
      "since": .string(since.description), "detail": .string(detail),
    ])
  }
}
