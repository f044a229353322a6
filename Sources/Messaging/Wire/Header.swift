/// The names and forms of the headers.
enum Header {
  /// What `content_type` is.
  static let json = "application/json"
  /// The version of CloudEvents.
  static let version = "1.0"

  static let specificationVersion = "ce-specversion"
  static let id = "ce-id"
  static let source = "ce-source"
  static let type = "ce-type"
  /// The order's id.
  static let subject = "ce-subject"
  static let time = "ce-time"
  /// Of the CloudEvents extension "sequence", whose values are compared as text.
  static let sequence = "ce-sequence"
  static let sender = "ce-sender"
  static let receiver = "ce-receiver"
  static let correlationKey = "ce-correlationkey"
  /// Of W3C Trace Context. It has no `ce-`: every tracer looks for it under this name.
  static let traceParent = "traceparent"

  /// Ten digits, so that the order of the texts is the order of the numbers.
  static func text(ofSequence sequence: Int) -> String {
    let digits = String(sequence)
    return String(repeating: "0", count: max(0, 10 - digits.utf8.count)) + digits
  }

  /// The whole order is one trace: the trace id is the order's 16 bytes, the span id the last 8 bytes of the message's
  /// id, which are the random ones of a UUIDv7.
  ///
  /// - Parameters: canonical UUIDs in lower case.
  static func traceParent(order: String, message: String) -> String {
    let trace = order.utf8.lazy.filter { $0 != UInt8(ascii: "-") }
    let span = message.utf8.dropFirst(18).lazy.filter { $0 != UInt8(ascii: "-") }
    return
      "00-\(String(decoding: trace, as: UTF8.self))-\(String(decoding: span, as: UTF8.self))-01"
  }
}
