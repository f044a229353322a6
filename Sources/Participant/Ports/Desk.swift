package import Exchange
package import FEEL
package import ProcessEngine

/// Where people and programs hand in what they want of a running party. Each call returns when the step that it caused has
/// been committed.
package protocol Desk: Sendable {
  /// Begins an instance with these variables.
  ///
  /// - Parameters:
  ///   - requestDigest: a digest of the request when it carried an idempotency key (and `id` was derived from that key).
  ///     The same request again gets the same instance.
  ///   - user: who asks, for the audit trail; nil for a program.
  func begin(
    _ id: InstanceID, variables: Context, requestDigest: String?, by user: String?, origin: Origin
  ) async throws(CommandFailure) -> Case

  /// Lets a stimulus reach an instance, and gives the instance after it.
  func submit(
    _ stimulus: Stimulus, to order: InstanceID, origin: Origin
  ) async throws(CommandFailure) -> Case

  /// Delivers what the party's own people ask by message name (`CancelRequested`, for example).
  func command(
    _ name: String, payload: Context, to order: InstanceID, origin: Origin
  ) async throws(CommandFailure) -> Case

  /// Puts a quarantined message through again, as if it had just come in.
  func replay(
    _ row: QuarantineRow, by user: String, origin: Origin
  ) async throws(CommandFailure)

  /// The fields of an open task's form, and what they begin with; nil when there is no such task or it has no form.
  func form(of task: Key, in order: Case) async throws(CommandFailure) -> (
    form: Form, defaults: Context
  )?

  var health: Health { get async }
}

/// Why a command was not carried out. Nothing has changed.
package enum CommandFailure: Error, Hashable, Sendable {
  case rejected(Rejection)
  /// The idempotency key was used before with another request.
  case keyReused
  /// The database is away, or more waits than the party can take: the same may work after `retryAfter`.
  case unavailable(reason: String, retryAfter: Duration)
}

/// How a running party is.
package struct Health: Hashable, Sendable {
  package enum Component: String, Hashable, Sendable, CaseIterable {
    case database
    case brokerIn = "broker-in"
    case brokerOut = "broker-out"
    case outbox
  }

  package enum State: Hashable, Sendable {
    case up
    /// Works, but somebody should look.
    case degraded(String)
    case down(String)
  }

  package var components: [Component: State]
  /// Committed entries that are not confirmed by the broker yet.
  package var outboxEntries: Int
  /// How long the oldest of them has been waiting.
  package var outboxAge: Duration

  package init(
    components: [Component: State] = [:], outboxEntries: Int = 0, outboxAge: Duration = .zero
  ) {
    self.components = components
    self.outboxEntries = outboxEntries
    self.outboxAge = outboxAge
  }

  /// Whether requests can be served: the database is there.
  package var isReady: Bool {
    if case .down? = components[.database] { false } else { !components.isEmpty }
  }
}
