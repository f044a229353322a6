package import Exchange
package import FEEL
import FoundationEssentials
package import ProcessEngine

extension Party: Desk {
  package func begin(
    _ id: InstanceID, variables: Context, requestDigest: String?, by user: String?, origin: Origin
  ) async throws(CommandFailure) -> Case {
    try await answer {
      .begin(
        id, variables: variables, requestDigest: requestDigest, by: user, origin: origin, $0)
    }
  }

  package func submit(
    _ stimulus: Stimulus, to order: InstanceID, origin: Origin
  ) async throws(CommandFailure) -> Case {
    try await answer { .command(order, stimulus, origin: origin, $0) }
  }

  package func command(
    _ name: String, payload: Context, to order: InstanceID, origin: Origin
  ) async throws(CommandFailure) -> Case {
    let now = context.clock.now
    let message = ReceivedMessage(
      id: context.ids.next(at: now).text, name: name,
      correlationKey: order.description, payload: payload, receivedAt: now)
    return try await submit(.command(message), to: order, origin: origin)
  }

  package func replay(
    _ row: QuarantineRow, by user: String, origin: Origin
  ) async throws(CommandFailure) {
    guard let message = row.message.orderMessage(to: context.library.party) else {
      throw .rejected(
        .cannotStart(reason: "the message could not be read, so it cannot be put through"))
    }
    _ = try await answer {
      .replay(message, quarantined: row.id, by: user, origin: origin, $0)
    }
  }

  package func form(
    of task: Key, in order: Case
  ) async throws(CommandFailure) -> (form: Form, defaults: Context)? {
    do {
      let process = try await context.library.process(of: order.instance)
      return process.form(of: task, in: order.instance, now: context.clock.now)
    } catch {
      throw .unavailable(reason: "\(error)", retryAfter: .seconds(1))
    }
  }

  package var health: Health {
    get async {
      var health = status.health
      let connections = await broker.state
      health.components[.brokerIn] = connections.receiving
      health.components[.brokerOut] = connections.publishing
      return health
    }
  }

  /// Hands something in and waits for what came of it.
  private func answer(
    _ inbound: (@escaping Inbound.Reply) -> Inbound
  ) async throws(CommandFailure) -> Case {
    let result = await withCheckedContinuation { continuation in
      if !submit(inbound({ continuation.resume(returning: $0) })) {
        continuation.resume(
          returning: .failure(
            .unavailable(reason: "more waits than can be taken", retryAfter: .seconds(1))))
      }
    }
    return try result.get()
  }
}
