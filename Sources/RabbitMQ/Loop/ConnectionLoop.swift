import CRabbitMQ
import Glibc

/// The loop of a connection's thread: requests in, frames out, frames in, answers out.
///
/// One round: take the requests, read every frame that is there, hand on what they brought, look
/// at the deadlines, write a burst of messages if the socket has room, and sleep in `poll` until
/// the broker, a user or the clock wants something. `poll` alone would not do: frames may also lie
/// in the library's buffers.
final class ConnectionLoop {
  let core: ConnectionCore
  let wire: Wire
  let tuning: Tuning
  let configuration: Connection.Configuration

  var channels: [UInt16: ChannelState] = [:]
  /// Channels with unsent messages, in the order in which they take turns.
  var senders: [ChannelState] = []
  var isBlocked = false
  /// Why the loop ends; the first reason counts.
  var end: RabbitMQError?
  var closing: Closing?

  /// A close that was asked for.
  struct Closing {
    var replies: [Reply<Void>]
    var deadline: ContinuousClock.Instant
    var isSent = false
  }

  private var nextCheck = ContinuousClock.now
  private let checkInterval: Duration

  init(_ core: ConnectionCore, _ wire: consuming Wire, _ tuning: Tuning) {
    self.core = core
    self.wire = wire
    self.tuning = tuning
    configuration = core.configuration
    checkInterval =
      [
        Duration.seconds(1), .milliseconds(250) * Int(tuning.heartbeat),
        configuration.callTimeout / 4, configuration.confirmTimeout / 4,
      ].min() ?? .seconds(1)
  }

  /// Runs until the connection ends; returns why, and who waits for its close.
  func run() -> (RabbitMQError, closers: [Reply<Void>]) {
    let error = core.watchdog.guarding(
      socket: wire.socket, limit: configuration.stallTimeout
    ) {
      work()
    }
    for channel in channels.values { channel.finish(error) }
    return (error, closing?.replies ?? [])
  }

  private func work() -> RabbitMQError {
    var isWritable = false
    core.watchdog.enter()
    while true {
      let hasMore = round(isWritable: isWritable)
      if let end { return core.watchdog.hasFired ? .stalled : end }
      core.watchdog.leave()
      isWritable = sleep(hasMore: hasMore)
      core.watchdog.enter()
    }
  }

  /// Returns whether there is more to read at once.
  private func round(isWritable: Bool) -> Bool {
    do throws(RabbitMQError) {
      for request in core.takeRequests() { try handle(request) }
      if isWritable { try sendBurst() }
      let hasMore = try readFrames()
      for channel in channels.values { channel.flush() }
      try checkDeadlines()
      return hasMore
    } catch {
      end = end ?? error
      return false
    }
  }

  /// Reads what is there, up to a limit that keeps the other duties going.
  private func readFrames() throws(RabbitMQError) -> Bool {
    for _ in 0..<1_024 {
      guard end == nil, let frame = try wire.receive() else { return false }
      try handle(frame)
    }
    return true
  }

  /// Waits for the socket, a request or the next look at the deadlines; returns whether the
  /// socket has room for a burst.
  private func sleep(hasMore: Bool) -> Bool {
    let wantsToSend = !isBlocked && senders.contains { $0.canSend }
    var descriptors = [
      pollfd(
        fd: wire.socket, events: Int16(POLLIN) | (wantsToSend ? Int16(POLLOUT) : 0), revents: 0),
      pollfd(fd: core.wakeUp, events: Int16(POLLIN), revents: 0),
    ]
    let wait = hasMore || wire.hasBufferedInput ? .zero : max(.zero, nextCheck - .now)
    // An interrupted or failed poll is like one that timed out: the next round looks again, and
    // a broken socket shows itself when it is read.
    _ = unsafe poll(&descriptors, 2, Int32((wait / .milliseconds(1)).rounded(.up)))
    if descriptors[1].revents != 0 {
      var count: UInt64 = 0
      _ = unsafe Glibc.read(core.wakeUp, &count, MemoryLayout<UInt64>.size)
    }
    return descriptors[0].revents & Int16(POLLOUT) != 0
  }

  private func checkDeadlines() throws(RabbitMQError) {
    let now = ContinuousClock.now
    try closeIfDrained(now)
    guard now >= nextCheck else { return }
    nextCheck = now + checkInterval
    for channel in channels.values {
      if let opening = channel.opening, now > opening.deadline {
        throw .callTimedOut(method: ClientMethod.openChannel.name)
      }
      if let active = channel.active, now > active.deadline {
        throw .callTimedOut(method: active.call.method.name)
      }
      if let assembly = channel.assembly, now > assembly.deadline {
        throw .protocolViolation("the rest of a message did not come in time")
      }
      if !isBlocked, !channel.inFlight.isEmpty,
        now > channel.lastProgress + configuration.confirmTimeout
      {
        throw .confirmationTimedOut
      }
    }
  }

  /// Says goodbye once every message is answered, or once the time for that is over.
  private func closeIfDrained(_ now: ContinuousClock.Instant) throws(RabbitMQError) {
    guard let deadline = closing?.deadline, let isSent = closing?.isSent else { return }
    if isSent {
      // The broker had its time to say goodbye; there is nothing left to lose.
      if now > deadline { end = end ?? .closed }
      return
    }
    let isDrained = channels.values.allSatisfy { $0.inFlight.isEmpty && $0.unsent.isEmpty }
    guard isDrained || isBlocked || now > deadline else { return }
    try wire.send(.closeConnection, on: 0)
    closing?.isSent = true
    closing?.deadline = now + configuration.callTimeout
  }
}

extension Wire {
  /// Whether the library holds input that `poll` does not know of.
  var hasBufferedInput: Bool {
    unsafe amqp_frames_enqueued(state) != 0 || amqp_data_in_buffer(state) != 0
  }
}
