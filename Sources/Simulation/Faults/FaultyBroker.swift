import Participant
import ProcessEngine

/// A process's way to the broker, on which anything can happen before and after every call.
final class FaultyBroker: Broker {
  private let base: MemoryBroker
  private let world: World
  private let process: Int

  init(base: MemoryBroker, world: World, process: Int) {
    self.base = base
    self.world = world
    self.process = process
  }

  func receive(limit: Int) async -> [Delivery]? {
    guard await world.pass("receive", process) else { return nil }
    return base.takeAvailable(limit: limit)
  }

  func stopReceiving() { base.stopReceiving() }

  func acknowledge(_ deliveries: [Delivery.Tag]) async {
    guard !deliveries.isEmpty, await world.pass("acknowledge", process) else { return }
    await world.acknowledge(deliveries, process)
    _ = await world.pass("have acknowledged", process)
  }

  func send(_ publications: [Publication]) async -> PendingConfirms {
    var sent: [PublishOutcome] = []
    for publication in publications {
      guard await world.pass("publish", process) else { break }
      sent.append(await world.transmit(publication, process))
    }
    return PendingConfirms { [world, process, sent] in
      guard await world.pass("await the confirms", process) else {
        return publications.map { _ in .failed("the process is dead") }
      }
      return sent
    }
  }

  var state: BrokerState { get async { await base.state } }

  func close() async { await base.close() }
}
