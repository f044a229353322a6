import FEEL
import FoundationEssentials
import ProcessEngine

extension OrderFilter {
  /// Whether the filter lets an order through: what the stores' SQL has to agree with.
  func admits(
    _ order: OrderCase, sides: [OrderSide], messages: [MessageKey: MessageTrack],
    _ told: ToldMessages, ways: VariantCatalogue
  ) -> Bool {
    isWanted(order, sides) && isNamed(order) && isMeasured(order)
      && (way.map { went($0, sides, ways) } ?? true)
      && (mark.map { order.isOver && OrderMark.all(of: sides).contains($0) } ?? true)
      && (text.map { matches($0, order, messages, told) } ?? true)
      && (finding.map { finding in
        finding == .disputed
          ? order.isOver && order.isDisputed : has(finding, order.order, messages, told)
      } ?? true)
  }

  private func isWanted(_ order: OrderCase, _ sides: [OrderSide]) -> Bool {
    (status.map { ($0 == .ended) == order.isOver } ?? true)
      && (outcome.map { order.isOver ? order.outcome == $0 : order.outcomes.values.contains($0) }
        ?? true)
      && (element.map { was(at: $0, order, sides) } ?? true)
      && (!onlyIncidents || order.tokens.contains { isHere($0) && $0.hasIncident })
      && (overdueAt.map { time in
        order.tokens.contains { isHere($0) && $0.isOverdue(at: time) }
      } ?? true)
      && (dueSoonAt.map { time in
        order.tokens.contains { isHere($0) && $0.isDueSoon(at: time) }
      } ?? true)
  }

  private func was(at element: String, _ order: OrderCase, _ sides: [OrderSide]) -> Bool {
    guard let openAt else { return order.tokens.contains { $0.element == element } }
    return sides.flatMap { $0.course.visits + $0.openVisits }.contains { visit in
      visit.element == element && visit.enteredAt <= openAt
        && visit.leftAt.map { $0 > openAt } ?? true
    }
  }

  private func isHere(_ token: OrderCase.Token) -> Bool {
    element.map { $0 == token.element } ?? true
  }

  private func went(_ way: OrderWay, _ sides: [OrderSide], _ ways: VariantCatalogue) -> Bool {
    let variants = ways.variants(way)
    return sides.contains { variants.contains($0.course.variant) } != way.isNegated
  }

  private func isNamed(_ order: OrderCase) -> Bool {
    (reference.map { order.facts.reference == $0 } ?? true)
      && (buyer.map { order.facts.buyer == $0 } ?? true)
      && (sku.map { order.facts.skus.contains($0) } ?? true)
      && (currency.map { order.facts.currency == $0 } ?? true)
  }

  private func isMeasured(_ order: OrderCase) -> Bool {
    (totals.map { range in order.amount.map { range.contains($0) } ?? false } ?? true)
      && (placed.map { $0.contains(order.placedAt) } ?? true)
      && (ended.map { range in order.endedAt.map { range.contains($0) } ?? false } ?? true)
      && (leadTimes.map { range in order.leadTime.map { range.contains($0) } ?? false } ?? true)
      && (openAt.map { time in order.placedAt <= time && order.endedAt.map { $0 > time } ?? true }
        ?? true)
  }

  private func has(
    _ finding: Finding, _ order: InstanceID, _ messages: [MessageKey: MessageTrack],
    _ told: ToldMessages
  ) -> Bool {
    if finding == .quarantined && told.orders(name: message).contains(order) { return true }
    return messages.contains { key, track in
      (message.map { track.name == $0 } ?? true)
        && ((finding == .unreceived ? openAt : nil).map { track.wasOnItsWay(at: $0) }
          ?? track.has(finding, key, told, sentBefore: messagesSentBefore, lateAfter: lateAfter))
    }
  }

  private func matches(
    _ text: String, _ order: OrderCase, _ messages: [MessageKey: MessageTrack],
    _ told: ToldMessages
  ) -> Bool {
    let search = SearchText(text)
    let words = OrderWords.of(order.facts)
    let isNamed =
      !search.beginnings.isEmpty
      && search.beginnings.allSatisfy { beginning in words.contains { $0.hasPrefix(beginning) } }
    let hasMessage = search.message.map { id in
      messages.keys.contains { $0.id == id.text }
        || told.quarantined.contains { $0.order == order.order && $0.message == id.text }
    }
    let hasTotal = order.amount.map { amount in
      search.amounts.contains(amount)
        && (search.currency.map { order.facts.currency == $0 } ?? true)
    }
    return isNamed || hasMessage ?? false || hasTotal ?? false
      || search.orders?.contains(order.order.uuid) ?? false
  }
}

extension OrderCase {
  fileprivate var isOver: Bool { endedAt != nil }
  fileprivate var amount: Decimal? { facts.total.flatMap { Decimal(string: $0) } }
}

extension MessageTrack {
  fileprivate func wasOnItsWay(at time: Timestamp) -> Bool {
    guard let sending, sending.at <= time else { return false }
    return (receipt?.at ?? quarantinedAt).map { $0 > time } ?? true
  }
}

extension OrderQuery.Sort {
  /// What orders stand by.
  enum Key: Equatable, Comparable {
    case number(Decimal)
    case text([UInt8])

    static func < (left: Key, right: Key) -> Bool {
      switch (left, right) {
      case (.number(let left), .number(let right)): left < right
      case (.text(let left), .text(let right)): left.lexicographicallyPrecedes(right)
      case (.number, .text): true
      case (.text, .number): false
      }
    }
  }

  func key(of order: OrderCase) -> Key {
    func text(_ text: String?) -> Key { .text(Array((text ?? "").utf8)) }
    func time(_ time: Timestamp?) -> Key { .number(Decimal(time?.microseconds ?? Int64.max)) }
    switch self {
    case .placed: return time(order.placedAt)
    case .updated: return time(order.updatedAt)
    case .ended: return time(order.endedAt)
    case .leadTime:
      return .number(
        Decimal(order.leadTime.flatMap { DayTimeDuration($0)?.microseconds } ?? Int64.max))
    case .total: return .number(order.amount ?? -1)
    case .reference: return text(order.facts.reference)
    case .buyer: return text(order.facts.buyer)
    case .outcome: return text(order.outcome)
    case .due: return time(order.nextTaskDue)
    }
  }
}
