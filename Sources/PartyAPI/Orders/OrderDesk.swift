package import Access
package import Exchange
import FEEL
package import Participant
package import ProcessEngine

/// What people do with orders, whichever way they come: over HTTP or from a page.
package struct OrderDesk: Sendable {
  private let ports: PartyPorts
  private var finder: OrderFinder { OrderFinder(records: ports.records) }

  package init(_ ports: PartyPorts) {
    self.ports = ports
  }

  /// The order of a name: its id, its reference, or the beginning of its id.
  ///
  /// - Throws: `order-not-found`, `ambiguous-name`.
  package func find(_ name: String) async throws(Problem) -> InstanceID {
    try await Problem.catching { try await finder.id(of: name) }
  }

  /// - Throws: `order-not-found` and the other of `find`.
  package func show(_ name: String, to person: Principal? = nil) async throws(Problem) -> OrderPage
  {
    try await Problem.catching {
      let order = try await finder.order(name)
      let id = order.instance.id
      return OrderPage(
        order: order, history: try await ports.records.history(id),
        audit: try await audit(of: id, for: person))
    }
  }

  /// Nil when there is no audit trail, or the person may not read it.
  private func audit(
    of order: InstanceID, for person: Principal?
  ) async throws(StoreError) -> [AuditRecord]? {
    guard let trail = ports.auditTrail, let person, Rule.auditing.allows(person.roles) else {
      return nil
    }
    var query = AuditQuery()
    query.order = order
    query.limit = 500
    return try await trail.records(query).items
  }

  package func list(_ filter: OrderFilter) async throws(Problem) -> OrderList {
    try await Problem.catching {
      async let page = ports.records.orders(filter.query)
      async let counts = ports.records.counts(filter.query)
      return OrderList(page: try await page, counts: try await counts)
    }
  }

  /// Places an order. Whether orders can be placed here at all is the process's matter: it has a none start event, or has
  /// not.
  ///
  /// - Parameters:
  ///   - key: the caller's own name for the request; the same key and placement give the same order.
  ///   - digest: what makes two requests the same; nil for the placement itself.
  ///   - user: who asks, for the audit trail; nil for a program.
  /// - Throws: `key-reused`, `cannot-start`.
  package func place(
    _ placement: Placement, key: IdempotencyKey? = nil, digest: String? = nil, by user: String?,
    origin: Origin
  ) async throws(Problem) -> Case {
    let now = ports.clock.now
    let id = key?.order ?? InstanceID(ports.ids.next(at: now))
    do {
      return try await ports.desk.begin(
        id, variables: placement.variables(id: id, placedAt: now),
        requestDigest: key.map { _ in digest ?? placement.digest }, by: user, origin: origin)
    } catch {
      throw Problem(error, about: Subject(order: id))
    }
  }

  /// Asks the process to cancel an order.
  ///
  /// - Throws: `not-expected` when the order is beyond where it can be cancelled.
  package func cancel(
    _ name: String, reason: String, by user: String, origin: Origin
  ) async throws(Problem) -> Case {
    let id = try await find(name)
    do {
      return try await ports.desk.command(
        "CancelRequested", payload: ["reason": .string(reason), "by": .string(user)], to: id,
        origin: origin)
    } catch {
      throw Problem(error, about: Subject(order: id))
    }
  }
}

/// A reminder that is for no single task.
struct OrderReminder: Sendable {
  /// The flow node that reminds.
  let element: String
  let text: String
  let at: Timestamp
}

/// An order with everything that is known of it.
package struct OrderPage: Sendable {
  package let order: Case
  /// All steps, in order.
  package let history: [JournalEntry]
  /// Who did what, the newest first; nil where it is not kept or not for this reader.
  package let audit: [AuditRecord]?

  /// The messages of both directions, in the order of the steps.
  package var messages: [MessageTrace] { MessageTrace.all(in: history) }

  /// What the process reminds of that concerns the whole order, in the order of the steps.
  var reminders: [OrderReminder] {
    history.flatMap { entry in
      entry.events.compactMap { event in
        guard case .jobCreated(let job) = event, let text = job.orderReminder else { return nil }
        return OrderReminder(element: job.element, text: text, at: entry.at)
      }
    }
  }

  /// The strong entity tag (RFC 9110 §8.8.3) without its quotes: an order changes with its steps only.
  package var tag: String { "\(order.step)" }
}
