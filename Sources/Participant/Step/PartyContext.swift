import Exchange
import FEEL
import ProcessEngine

/// What every step of a party needs to know.
package struct PartyContext: Sendable {
  package let library: Library
  package let handlers: [String: any JobHandler]
  package let clock: any WallClock
  package let ids: any IDSource

  package init(
    library: Library, handlers: [String: any JobHandler], clock: any WallClock, ids: any IDSource
  ) {
    self.library = library
    self.handlers = handlers
    self.clock = clock
    self.ids = ids
  }

  package var reportWriter: ReportWriter {
    ReportWriter(party: library.party, clock: clock, ids: ids)
  }

  /// The pool that gets a message. The model was refused at load if it had none.
  func receiver(of message: String) -> String {
    library.contract.messages[message]?.receiver ?? ""
  }

  /// Has a job done, and says what came of it.
  func perform(_ job: Job, order: InstanceID, now: Timestamp) async -> Stimulus {
    guard let handler = handlers[job.type] else {
      return JobFailure.failed("there is no handler `\(job.type)`").stimulus(for: job)
    }
    do {
      return .jobCompleted(
        key: job.key, result: try await handler.perform(job, order: order, now: now))
    } catch {
      return error.stimulus(for: job)
    }
  }
}
