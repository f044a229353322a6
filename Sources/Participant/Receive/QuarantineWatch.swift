package import Exchange
package import Logging

/// Tells the monitor what is in quarantine, first of all and whenever that has changed.
///
/// Not with the step that changes it, because also operators and the end of waiting do; and so that what a crash keeps from
/// being told is told afterwards.
package struct QuarantineWatch: Sendable {
  static let interval = Duration.seconds(1)
  /// How many messages are told of.
  package static let limit = 100

  let store: any Store
  let reportWriter: ReportWriter
  let broker: any Broker
  let logger: Logger

  package init(
    store: any Store, reportWriter: ReportWriter, broker: any Broker, logger: Logger
  ) {
    self.store = store
    self.reportWriter = reportWriter
    self.broker = broker
    self.logger = logger
  }

  /// Tells what is in quarantine unless it is what was told last.
  ///
  /// - Returns: what the monitor knows now; nil when that is not sure.
  package func tell(after last: QuarantineSummary?) async throws(StoreError) -> QuarantineSummary? {
    let now = try await store.quarantine(newest: Self.limit)
    if now == last { return last }
    guard await broker.state.publishing == .up else { return nil }
    let outcomes = await broker.publish([.report(reportWriter.report(now))])
    return outcomes == [.confirmed] ? now : nil
  }

  /// Looks again and again until the task is cancelled.
  func run() async {
    var told: QuarantineSummary?
    var trouble: StoreError?
    while !Task.isCancelled {
      do {
        told = try await tell(after: told)
        trouble = nil
      } catch {
        // Each second the same is not worth a line.
        if error != trouble {
          logger.warning("The quarantine cannot be looked up", metadata: ["reason": "\(error)"])
        }
        trouble = error
      }
      do { try await Task.sleep(for: Self.interval) } catch { return }
    }
  }
}
