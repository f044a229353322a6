import Exchange
import FoundationEssentials
package import Logging
import ProcessEngine
import ServiceLifecycle

/// One party at work: what comes in from the broker, from people and from the clock is spread over lanes, each lane makes
/// steps of it, and a relay publishes what each lane has committed.
package final class Party: Service, Sendable {
  let context: PartyContext
  let broker: any Broker
  let status = PartyStatus()
  private let store: any Store
  private let parkedLimit: Duration
  private let logger: Logger
  private let queues: [InboundQueue]
  /// Reads the tasks that were open before; nil when people decide.
  private let autopilotRecords: (any Records)?

  /// - Parameters:
  ///   - lanes: how many transactions may run at the same time, 1 to 16.
  ///   - parkedLimit: how long a message may wait for those before it.
  ///   - autopilot: where to find open tasks, when all tasks are to be decided automatically; nil for real work.
  package init(
    _ context: PartyContext, store: any Store, broker: any Broker, lanes: Int,
    parkedLimit: Duration,
    autopilot: (any Records)? = nil, logger: Logger
  ) {
    precondition((1...16).contains(lanes), "between 1 and 16 lanes")
    self.context = context
    self.store = store
    self.broker = broker
    self.parkedLimit = parkedLimit
    autopilotRecords = autopilot
    self.logger = logger
    queues = (0..<lanes).map { _ in InboundQueue() }
  }

  /// Puts something into the queue of its order's lane; false when there is no room.
  func submit(_ inbound: Inbound) -> Bool {
    let spread = inbound.order.map { Int($0.uuid.uuid.15) } ?? 0
    return queues[spread % queues.count].push(inbound)
  }

  /// Works until a graceful shutdown begins; then stops taking in, finishes what was taken in, publishes it, and closes.
  package func run() async {
    await withTaskCancellationOrGracefulShutdownHandler {
      await withDiscardingTaskGroup { lanes in
        for queue in queues {
          let worker = Worker(party: context, broker: broker, logger: logger)
          let loop = LaneLoop(
            worker: worker, store: store, queue: queue, status: status, autopilot: autopilot,
            logger: logger)
          lanes.addTask { await loop.run() }
        }
        await takeIn()
        for queue in queues { queue.finish() }
      }
    } onCancelOrGracefulShutdown: {
      self.broker.stopReceiving()
    }
    await broker.close()
    logger.info("Stopped")
  }

  private var autopilot: Autopilot? {
    autopilotRecords.map { _ in Autopilot(context: context) { self.submit($0) } }
  }

  private func decideOpenTasks() async {
    guard let autopilot, let autopilotRecords else { return }
    await autopilot.keepDeciding(autopilotRecords, logger: logger)
  }

  /// Takes in until the broker hands over nothing more, and keeps house meanwhile.
  private func takeIn() async {
    let timekeeper = Timekeeper(
      store: store, clock: context.clock, status: status, logger: logger,
      submit: { self.submit($0) })
    let adoption = Adoption(
      store: store, reportWriter: context.reportWriter, broker: broker, logger: logger)
    let parking = ParkingLimit(
      store: store, clock: context.clock, limit: parkedLimit, logger: logger)
    let quarantine = QuarantineWatch(
      store: store, reportWriter: context.reportWriter, broker: broker, logger: logger)
    await withTaskGroup { group in
      group.addTask { await timekeeper.run() }
      group.addTask { await quarantine.run() }
      group.addTask { await adoption.run() }
      group.addTask { await parking.run() }
      group.addTask { await self.decideOpenTasks() }
      await receive()
      group.cancelAll()
    }
  }

  private func receive() async {
    while let deliveries = await broker.receive(limit: Worker.batchLimit) {
      for delivery in deliveries {
        let inbound: Inbound =
          switch delivery.content {
          case .message(let message): .message(message, delivery.tag)
          case .unusable(let message): .unusable(message, delivery.tag)
          }
        precondition(submit(inbound), "deliveries are bounded by the prefetch, not by the queue")
      }
    }
  }
}
