/// A channel as the connection's thread sees it.
final class ChannelState {
  struct ActiveCall {
    let call: Call
    let deadline: ContinuousClock.Instant
  }

  struct UnsentBatch {
    let batch: PublishBatch
    /// The first message that was not sent yet.
    var next = 0
  }

  struct ConsumerState {
    let buffer: DeliveryBuffer
    /// What came since the last flush.
    var fresh: [Delivery] = []
  }

  let handle: ChannelHandle
  var number: UInt16 { handle.number }

  /// Who waits for channel.open-ok, and until when.
  var opening: (reply: Reply<ChannelHandle>, deadline: ContinuousClock.Instant)?
  /// The call that waits for its answer, and those behind it.
  var active: ActiveCall?
  var waiting: [Call] = []
  /// Whether channel.close was sent: everything but its answer is ignored then.
  var isClosing = false

  var windowSize = 0
  var inFlight = ConfirmWindow<PublishTicket>()
  var unsent: [UnsentBatch] = []
  /// False while the broker asked us to pause (channel.flow).
  var isFlowing = true
  /// When a message was last confirmed, or began to wait.
  var lastProgress = ContinuousClock.now
  /// Settled since the last flush.
  var settled = 0

  var assembly: ContentAssembly?
  var consumers: [String: ConsumerState] = [:]
  var hasFreshDeliveries = false

  init(_ handle: ChannelHandle) {
    self.handle = handle
  }

  var canSend: Bool {
    !unsent.isEmpty && isFlowing && !isClosing && inFlight.count < windowSize
  }

  /// The next message to send.
  func takeUnsent() -> PublishTicket? {
    guard let first = unsent.first else { return nil }
    unsent[0].next += 1
    if unsent[0].next == first.batch.messages.count { unsent.removeFirst() }
    return PublishTicket(batch: first.batch, index: first.next)
  }

  /// Hands on what has gathered: whole batches of deliveries and of room in the window cost a
  /// task switch each instead of one per message.
  func flush() {
    if settled > 0 {
      handle.release(settled)
      settled = 0
    }
    guard hasFreshDeliveries else { return }
    hasFreshDeliveries = false
    for tag in consumers.keys {
      guard let consumer = consumers[tag], !consumer.fresh.isEmpty else { continue }
      consumer.buffer.append(consumer.fresh)
      consumers[tag]?.fresh.removeAll()
    }
  }

  /// The end of a consumer; what has come before is still handed on.
  func finishConsumer(_ tag: String, _ end: DeliveryBuffer.End) {
    guard let consumer = consumers.removeValue(forKey: tag) else { return }
    if !consumer.fresh.isEmpty { consumer.buffer.append(consumer.fresh) }
    consumer.buffer.finish(end)
  }

  /// The end of the channel: everybody who waits for something hears why.
  func finish(_ error: RabbitMQError) {
    handle.end(error)
    opening?.reply.resume(returning: .failure(error))
    opening = nil
    if let active { active.call.reply.resume(returning: .failure(error)) }
    for call in waiting { call.reply.resume(returning: .failure(error)) }
    active = nil
    waiting = []
    inFlight.removeAll { ticket in ticket.settle(.unknown(error)) }
    while let ticket = takeUnsent() { ticket.settle(.unknown(error)) }
    let end = error == .closed ? DeliveryBuffer.End.cancelled : .failed(error)
    for tag in consumers.keys.sorted() { finishConsumer(tag, end) }
  }
}
