import NIOCore
import NIOEmbedded
import PartyAPI
import Testing

struct StalledReaderTests {
  private let loop = EmbeddedEventLoop()

  private func channel() throws -> EmbeddedChannel {
    let channel = EmbeddedChannel(handler: StalledReaderHandler(), loop: loop)
    try channel.connect(to: try SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
    return channel
  }

  private func set(_ isWritable: Bool, _ channel: EmbeddedChannel) {
    channel.isWritable = isWritable
    channel.pipeline.fireChannelWritabilityChanged()
  }

  @Test func `a reader that takes nothing for a minute is left`() throws {
    let channel = try channel()
    set(false, channel)
    loop.advanceTime(by: StalledReaderHandler.patience - .nanoseconds(1))
    #expect(channel.isActive)
    loop.advanceTime(by: .nanoseconds(1))
    #expect(!channel.isActive)
  }

  @Test func `one that takes something now and then is not`() throws {
    let channel = try channel()
    for _ in 1...5 {
      set(false, channel)
      loop.advanceTime(by: StalledReaderHandler.patience - .seconds(1))
      set(true, channel)
      loop.advanceTime(by: StalledReaderHandler.patience * 2)
    }
    #expect(channel.isActive)
  }

  @Test(arguments: [true, false])
  func `a service that stops does not wait for it`(isStalled: Bool) throws {
    let channel = try channel()
    set(!isStalled, channel)
    channel.pipeline.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent())
    loop.advanceTime(by: StalledReaderHandler.lastPatience)
    #expect(channel.isActive == !isStalled)
  }
}
