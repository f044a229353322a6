import FEEL
import Participant
import ProcessEngine

extension AuditRecord {
  /// How it looks to those who ask.
  var json: Value {
    var view: Context = [
      "at": .time(at), "actor": .string(actor), "action": .string(action),
      "subject": .string(subject), "channel": .string(origin.channel.rawValue),
    ]
    if let order { view["orderId"] = .string(order.description) }
    if let reference { view["reference"] = .string(reference) }
    if before != .null { view["before"] = before }
    if after != .null { view["after"] = after }
    if let address = origin.address { view["address"] = .string(address) }
    if let trace = origin.traceID { view["traceId"] = .string(trace) }
    return .context(view)
  }
}
