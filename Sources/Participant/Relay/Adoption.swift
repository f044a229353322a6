package import Logging

/// Publishes what dead processes of the party have left behind: lanes that nobody holds, with entries beyond their
/// watermark.
package struct Adoption: Sendable {
  static let interval = Duration.seconds(5)

  let store: any Store
  let reportWriter: ReportWriter
  let broker: any Broker
  let logger: Logger

  package init(store: any Store, reportWriter: ReportWriter, broker: any Broker, logger: Logger) {
    self.store = store
    self.reportWriter = reportWriter
    self.broker = broker
    self.logger = logger
  }

  /// Takes one such lane over, publishes its tail, and gives it back.
  ///
  /// - Returns: whether there was one.
  package func adoptOne() async throws(StoreError) -> Bool {
    guard let (lane, relay) = try await takeOver() else { return false }
    await relay.run()
    do {
      try await relay.saveWatermark()
    } catch {
      await lane.close()
      throw error
    }
    await lane.close()
    return true
  }

  /// Takes one such lane over.
  ///
  /// - Returns: the lane, which is to be closed when its relay has nothing left to publish; nil when there is none.
  package func takeOver() async throws(StoreError) -> (lane: any Lane, relay: Relay)? {
    guard let lane = try await store.adoptLane() else { return nil }
    let (confirmed, last) = (await lane.confirmed, await lane.last)
    logger.notice(
      "Publishing what a stopped process has left behind",
      metadata: ["lane": "\(lane.id)", "entries": "\(last - confirmed)"])
    let relay = Relay(
      lane: lane, confirmed: confirmed, last: last, reportWriter: reportWriter, broker: broker,
      logger: logger)
    relay.finish()
    return (lane, relay)
  }

  /// Looks again and again until the task is cancelled.
  func run() async {
    while !Task.isCancelled {
      do {
        while try await adoptOne() && !Task.isCancelled {}
      } catch {
        logger.debug("Abandoned lanes cannot be looked up", metadata: ["reason": "\(error)"])
      }
      do { try await Task.sleep(for: Self.interval) } catch { return }
    }
  }
}
