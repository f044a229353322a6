import Exchange
import Participant
import Synchronization

/// A broker that answers for each window when the test says so.
final class SlowBroker: Broker {
  private struct State {
    var sent: [[Int]] = []
    var answers: [AsyncStream<PublishOutcome>.Continuation] = []
    var reports: [TransportReport] = []
    var reportOutcome = PublishOutcome.confirmed
  }

  private let windows = Mutex(State())

  /// The numbers of the entries of each window, in the order in which the windows came.
  var sent: [[Int]] { windows.withLock { $0.sent } }

  /// Gives every publication of a window the same outcome.
  func answer(_ window: Int, _ outcome: PublishOutcome) {
    let answer = windows.withLock { $0.answers[window] }
    answer.yield(outcome)
    answer.finish()
  }

  /// What the monitor was told beside the journal.
  var reports: [TransportReport] { windows.withLock { $0.reports } }
  /// What becomes of that, at once.
  var reportOutcome: PublishOutcome {
    get { windows.withLock { $0.reportOutcome } }
    set { windows.withLock { $0.reportOutcome = newValue } }
  }

  func send(_ publications: [Publication]) async -> PendingConfirms {
    if case .report = publications.first { return report(publications) }
    let (stream, answer) = AsyncStream.makeStream(of: PublishOutcome.self)
    let numbers = publications.flatMap { publication -> [Int] in
      guard case .events(let entries) = publication else { return [] }
      return entries.map(\.number)
    }
    windows.withLock { state in
      state.sent.append(numbers)
      state.answers.append(answer)
    }
    return PendingConfirms {
      for await outcome in stream { return publications.map { _ in outcome } }
      return publications.map { _ in .failed("cancelled") }
    }
  }

  private func report(_ publications: [Publication]) -> PendingConfirms {
    let outcome = windows.withLock { state in
      for case .report(let report) in publications { state.reports.append(report) }
      return state.reportOutcome
    }
    return PendingConfirms { publications.map { _ in outcome } }
  }

  func receive(limit: Int) async -> [Delivery]? { nil }
  func stopReceiving() {}
  func acknowledge(_ deliveries: [Delivery.Tag]) async {}
  var state: BrokerState { get async { BrokerState(receiving: .up, publishing: .up) } }
  func close() async {}
}
