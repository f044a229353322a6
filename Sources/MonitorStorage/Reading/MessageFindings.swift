import Monitoring

/// What can be wrong with a message, over the table `message`. Its parameters are those of `OrderSelection`.
enum MessageFindings {
  /// As the index `message_odd` has it.
  static let odd = """
    (receipts > 1 or disordered or quarantined_at is not null or received_at < sent_at
      or sent_digest <> received_digest)
    """
  /// As the index `message_late` has it.
  static let late = "hop > interval '60 s' and hop"
  static let names = "(select distinct name from tally where kind = 'sent') as known"

  /// The orders of messages of a name, as often as they have such a message.
  ///
  /// - Parameter condition: what is wrong, in place of what it is by the parameters of `OrderSelection`.
  static func of(
    _ finding: OrderFilter.Finding, name: String, condition: String? = nil
  ) -> String {
    let condition = condition ?? Self.condition(finding)
    let order = finding == .late ? " order by hop desc" : ""
    let found = """
      select order_id from \(table(finding)) where \(named(name, finding)) and \(condition)\(order) \
      limit \(limit(finding))
      """
    guard finding == .quarantined else { return found }
    return """
      (\(found)) union all
      select order_id from quarantined where quarantined.name = \(name) and order_id is not null
      """
  }

  static func ofAnyName(_ finding: OrderFilter.Finding) -> String {
    let limit = limit(finding)
    let found = "select order_id from \(table(finding)) where \(condition(finding)) limit \(limit)"
    switch finding {
    case .late:
      // The index has the late ones of each name by how long they took.
      return """
        select late.order_id from \(names), lateral (select order_id, hop from message
          where message.name = known.name and \(condition(finding)) order by hop desc limit \(limit)) as late
        order by late.hop desc limit \(limit)
        """
    case .quarantined:
      return "(\(found)) union all select order_id from quarantined where order_id is not null"
    default: return found
    }
  }

  /// Those of which a receiver has told are few: they are where the search begins.
  private static func table(_ finding: OrderFilter.Finding) -> String {
    finding == .duplicate
      ? """
      (select distinct order_id, message_id from sighting where kind = 'duplicate') as sighting
        join message using (order_id, message_id)
      """
      : "message"
  }

  /// That a message is on its way, as far as journals and quarantines tell.
  static let isUnderWay = """
    received_at is null and quarantined_at is null and message_id <> all (\(QuarantinedRow.ids))
    """

  /// As the sender has it; of a message that nobody reports to have sent, as the receiver does. Those that took some time
  /// have been sent.
  static func named(_ name: String, _ finding: OrderFilter.Finding) -> String {
    finding == .late
      ? "message.name = \(name)"
      : "(message.name = \(name) or message.name is null and received_name = \(name))"
  }

  /// One more than are looked at tells that there are more.
  static func limit(_ finding: OrderFilter.Finding) -> Int { finding.bound + 1 }

  static func condition(_ finding: OrderFilter.Finding) -> String {
    switch finding {
    case .unreceived:
      "\(isUnderWay) and sent_at < coalesce($24, 'infinity'::timestamptz)"
    case .receivedTwice: "\(odd) and receipts > 1"
    case .duplicate: "true"
    case .disordered: "\(odd) and disordered"
    case .late: "\(late) > $26 * interval '1 second'"
    case .negativeHop: "\(odd) and received_at < sent_at"
    case .altered: "\(odd) and sent_digest <> received_digest"
    case .quarantined: "\(odd) and quarantined_at is not null"
    case .disputed: "false"
    }
  }
}
