/// What became of one published message.
public enum PublishOutcome: Sendable, Equatable {
  /// The broker has taken responsibility: every queue the message was routed to holds it safely.
  case confirmed
  /// No queue took the mandatory message. The broker also acknowledges such a message; this
  /// outcome wins.
  case returned(code: UInt16, text: String)
  /// The broker refused the message: a queue was full (`reject-publish`) or failed.
  case nacked
  /// The channel or connection ended before the broker answered. The message may or may not have
  /// arrived: publish it again with the same message id and let the receiver drop the duplicate.
  case unknown(RabbitMQError)
}
