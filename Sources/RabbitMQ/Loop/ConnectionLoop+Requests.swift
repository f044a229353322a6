extension ConnectionLoop {
  func handle(_ request: Request) throws(RabbitMQError) {
    switch request {
    case .openChannel(let reply): openChannel(reply)
    case .call(let handle, let call):
      guard let channel = channel(of: handle) else {
        call.reply.resume(returning: .failure(.closed))
        return
      }
      channel.waiting.append(call)
      try startNextCall(channel)
    case .publish(let handle, let batch):
      guard let channel = channel(of: handle), !channel.isClosing else {
        request.fail(.closed)
        return
      }
      channel.unsent.append(ChannelState.UnsentBatch(batch: batch))
      if !senders.contains(where: { $0 === channel }) { senders.append(channel) }
    case .settle(let handle, let method):
      // The tags of a channel that has just ended are void; its messages are delivered again.
      guard let channel = channel(of: handle), !channel.isClosing else { return }
      try wire.send(method, on: channel.number)
    case .close(let reply):
      closing = Closing(
        replies: reply.map { [$0] } ?? [], deadline: .now + configuration.callTimeout)
    }
  }

  /// The state that belongs to the handle, unless the channel has ended.
  private func channel(of handle: ChannelHandle) -> ChannelState? {
    guard let channel = channels[handle.number], channel.handle === handle else { return nil }
    return channel
  }

  private func openChannel(_ reply: Reply<ChannelHandle>) {
    let maximum = tuning.channelMaximum == 0 ? UInt16.max : tuning.channelMaximum
    guard let number = (1...maximum).first(where: { channels[$0] == nil }) else {
      reply.resume(returning: .failure(.invalidArgument("all \(maximum) channels are in use")))
      return
    }
    let channel = ChannelState(ChannelHandle(number: number))
    channels[number] = channel
    do throws(RabbitMQError) {
      try wire.send(.openChannel, on: number)
      channel.opening = (reply, .now + configuration.callTimeout)
    } catch {
      reply.resume(returning: .failure(error))
      end = end ?? error
    }
  }

  /// Sends the next call, if none is under way.
  func startNextCall(_ channel: ChannelState) throws(RabbitMQError) {
    while channel.active == nil, !channel.waiting.isEmpty {
      let call = channel.waiting.removeFirst()
      do throws(RabbitMQError) {
        try wire.send(call.method, on: channel.number)
      } catch .invalidArgument(let reason) {
        call.reply.resume(returning: .failure(.invalidArgument(reason)))
        continue
      } catch {
        call.reply.resume(returning: .failure(error))
        throw error
      }
      channel.active = ChannelState.ActiveCall(
        call: call, deadline: .now + configuration.callTimeout)
      if case .closeChannel = call.method {
        channel.isClosing = true
        channel.handle.end(.closed)
      }
    }
  }

  /// Writes messages until the burst is full, every window is full or nothing is left.
  func sendBurst() throws(RabbitMQError) {
    var budget = Wire.burstSize
    var turns = senders.count
    while !isBlocked, budget > 0, turns > 0, let channel = senders.first {
      while budget > 0, channel.canSend, let ticket = channel.takeUnsent() {
        if channel.inFlight.isEmpty { channel.lastProgress = .now }
        channel.inFlight.append(ticket)
        let message = ticket.message
        try wire.publish(message, on: channel.number)
        // The frames, the names and the properties of an ordinary message.
        budget -= message.body.count + 256
      }
      senders.removeFirst()
      if !channel.unsent.isEmpty { senders.append(channel) }
      turns -= 1
    }
  }
}
