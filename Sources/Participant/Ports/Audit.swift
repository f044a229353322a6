package import FEEL
package import ProcessEngine

/// Where a request came from.
package struct Origin: Hashable, Sendable {
  package enum Channel: String, CaseIterable, Sendable {
    case http, web
    case commandLine = "command line"
    case system
  }

  /// The address of the other end of the connection; nil where there is none.
  package let address: String?
  package let channel: Channel
  /// The trace that the request belongs to (W3C Trace Context): 32 hexadecimal digits.
  package let traceID: String?

  package init(address: String?, channel: Channel, traceID: String? = nil) {
    self.address = address
    self.channel = channel
    self.traceID = traceID
  }

  /// The party itself.
  package static let system = Origin(address: nil, channel: .system)
}

/// What somebody did: who, when, from where, and what was before and after.
package struct AuditRecord: Hashable, Sendable {
  package let at: Timestamp
  /// The user; for a failed sign-in, the name that was tried.
  package let actor: String
  /// `task.claim`, `order.cancel`, `user.change`, `session.begin`, …
  package let action: String
  package let order: InstanceID?
  /// What people call the order; known when a record is read, nil where the order has none.
  package let reference: String?
  /// What it was done to: a task's name, a user, a message.
  package let subject: String
  /// Null where there was nothing.
  package let before: Value
  package let after: Value
  package let origin: Origin

  package init(
    at: Timestamp, actor: String, action: String, order: InstanceID? = nil,
    reference: String? = nil, subject: String,
    before: Value = .null, after: Value = .null, origin: Origin
  ) {
    self.at = at
    self.actor = actor
    self.action = action
    self.order = order
    self.reference = reference
    self.subject = subject
    self.before = before
    self.after = after
    self.origin = origin
  }
}

package struct AuditQuery: Sendable {
  package var order: InstanceID?
  package var actor: String?
  /// The whole action, or its first part: `task` finds `task.claim`.
  package var action: String?
  /// From this time on.
  package var from: Timestamp?
  /// Before this time.
  package var to: Timestamp?
  /// What an earlier page gave as `next`.
  package var cursor: String?
  /// From 1 to 500.
  package var limit = 50

  package init() {}
}

/// The record of who did what. Nothing in it is ever changed or removed.
///
/// What is done to orders is recorded by the step that does it, in its transaction (`StepWrites.audit`); this is for
/// everything else.
package protocol AuditTrail: Sendable {
  func add(_ records: [AuditRecord]) async throws(StoreError)
  /// The newest first.
  func records(_ query: AuditQuery) async throws(StoreError) -> Page<AuditRecord>
}
