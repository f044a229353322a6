package import Exchange
import FEEL
import FoundationEssentials
import ProcessEngine

extension QuarantinedMessage {
  /// The message again, if enough of it could be read.
  package func orderMessage(to receiver: String) -> OrderMessage? {
    guard let id = messageID.flatMap({ UUID(uuidString: $0) }), let name, let sender, let order,
      let sequence
    else { return nil }
    let payload: Value
    do {
      payload = try Value(json: body)
    } catch {
      return nil  // its body was what made it unreadable
    }
    guard let payload = payload.context else { return nil }
    return OrderMessage(
      id: id, name: name, sender: sender, receiver: receiver, order: order, sequence: sequence,
      correlationKey: headers["correlationKey"]?.string ?? order.description, sentAt: receivedAt,
      payload: payload)
  }
}
