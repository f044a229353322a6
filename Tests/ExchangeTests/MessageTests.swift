import Exchange
import FEEL
import Foundation
import ProcessEngine
import Testing

struct MessageTests {
  private static let message = OrderMessage(
    id: UUID(uuid: (1, 2, 3, 4, 5, 6, 0x70, 8, 0x80, 0, 0, 0, 0, 0, 0, 0xAB)), name: "QuoteIssued",
    sender: "Supplier", receiver: "Client",
    order: InstanceID(UUID(uuid: (0, 0, 0, 0, 0, 0, 0x70, 0, 0x80, 0, 0, 0, 0, 0, 0, 1))),
    sequence: 2, correlationKey: "k", sentAt: Timestamp(microseconds: 1),
    payload: ["total": "12.00"])

  @Test func `the engine gets a message with its id in small letters and the time of its arrival`()
  {
    #expect(
      Self.message.received(at: Timestamp(microseconds: 9))
        == ReceivedMessage(
          id: "01020304-0506-7008-8000-0000000000ab", name: "QuoteIssued", correlationKey: "k",
          payload: ["total": "12.00"], receivedAt: Timestamp(microseconds: 9)))
  }

  @Test func `a message in quarantine keeps all that was read of it`() {
    let kept = QuarantinedMessage(
      Self.message, reason: .ended, detail: "too late", receivedAt: Timestamp(microseconds: 9))
    #expect(kept.messageID == "01020304-0506-7008-8000-0000000000ab")
    #expect(kept.name == "QuoteIssued" && kept.sender == "Supplier" && kept.sequence == 2)
    #expect(kept.order == Self.message.order)
    #expect(String(decoding: kept.body, as: UTF8.self) == #"{"total":"12.00"}"#)
  }

  @Test func `the reasons for quarantine are named as they are stored`() {
    #expect(
      QuarantinedMessage.Reason.allCases.map(\.rawValue) == [
        "undecodable", "too-large", "wrong-sender", "unknown-type", "unknown-order",
        "absurd-sequence", "gap-never-closed", "ended", "unread", "not-accepted",
      ])
  }
}
