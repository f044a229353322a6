package import NIOCore

/// Closes the connection of a reader that takes nothing of what is written to it. What waits for it is bounded anyway, but
/// whoever writes waits with it, and the service could not stop.
package final class StalledReaderHandler: ChannelInboundHandler, RemovableChannelHandler {
  package typealias InboundIn = Any

  /// How long nothing may be taken.
  package static let patience = TimeAmount.seconds(60)
  /// The same while the service stops.
  package static let lastPatience = TimeAmount.seconds(1)

  private var isStopping = false
  private var closing: Scheduled<Void>?

  package init() {}

  package func channelWritabilityChanged(context: ChannelHandlerContext) {
    reschedule(context)
    context.fireChannelWritabilityChanged()
  }

  package func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if event is ChannelShouldQuiesceEvent {
      isStopping = true
      reschedule(context)
    }
    context.fireUserInboundEventTriggered(event)
  }

  package func channelInactive(context: ChannelHandlerContext) {
    closing?.cancel()
    context.fireChannelInactive()
  }

  package func handlerRemoved(context: ChannelHandlerContext) { closing?.cancel() }

  private func reschedule(_ context: ChannelHandlerContext) {
    closing?.cancel()
    let channel = context.channel
    guard !channel.isWritable else { return }
    closing = context.eventLoop.scheduleTask(in: isStopping ? Self.lastPatience : Self.patience) {
      channel.close(promise: nil)
    }
  }
}
