/// Hands the server's notices on; libpq's receiver reaches it through a pointer.
final class NoticeSink: Sendable {
  private let handler: @Sendable (Notice) -> Void

  init(_ handler: @escaping @Sendable (Notice) -> Void) {
    self.handler = handler
  }

  func deliver(_ notice: Notice) {
    handler(notice)
  }
}
