package import Exchange
package import FEEL
package import FoundationEssentials
package import ProcessEngine

/// Something that waits to become a step.
package enum Inbound: Sendable {
  /// A message of the partner.
  case message(OrderMessage, Delivery.Tag)
  /// A delivery that can only be put into quarantine.
  case unusable(QuarantinedMessage, Delivery.Tag)
  /// A quarantined message that an operator puts through again.
  case replay(
    OrderMessage, quarantined: UUID, by: String? = nil, origin: Origin = .system, Reply)
  /// A new order.
  case begin(
    InstanceID, variables: Context, requestDigest: String?, by: String? = nil,
    origin: Origin = .system, Reply)
  /// A person's or program's command.
  case command(InstanceID, Stimulus, origin: Origin = .system, Reply)
  case timer(WorkReference, Reply)
  case job(WorkReference, Reply)

  /// The order that the step will lock; nil when there is none to lock.
  package var order: InstanceID? {
    switch self {
    case .message(let message, _), .replay(let message, _, _, _, _): message.order
    case .unusable: nil
    case .begin(let order, _, _, _, _, _), .command(let order, _, _, _): order
    case .timer(let work, _), .job(let work, _): work.order
    }
  }

  /// The delivery that is acknowledged when the step has been committed.
  var tag: Delivery.Tag? {
    switch self {
    case .message(_, let tag), .unusable(_, let tag): tag
    case .replay, .begin, .command, .timer, .job: nil
    }
  }

  var reply: Reply? {
    switch self {
    case .message, .unusable: nil
    case .replay(_, _, _, _, let reply), .begin(_, _, _, _, _, let reply),
      .command(_, _, _, let reply), .timer(_, let reply), .job(_, let reply):
      reply
    }
  }

  /// Tells whoever waits how it went. Called once, after the commit.
  package typealias Reply = @Sendable (Result<Case, CommandFailure>) -> Void
}
