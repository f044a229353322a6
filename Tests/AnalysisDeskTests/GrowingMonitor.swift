import Exchange
import Monitoring
import Synchronization

/// A projection that hears more while it is read, and can fail.
final class GrowingMonitor: CaseReading {
  struct Broken: Error {}

  private struct State {
    var monitor: MemoryMonitor
    var casesRead = 0
    var failsNext = false
  }

  private let state: Mutex<State>

  init(_ monitor: MemoryMonitor) { state = Mutex(State(monitor: monitor)) }

  /// How many cases were handed out.
  var casesRead: Int { state.withLock(\.casesRead) }

  func take(_ entries: [JournalEntry]) { state.withLock { $0.monitor.take(entries) } }

  /// Lets the next reading of cases fail.
  func failNext() { state.withLock { $0.failsNext = true } }

  private var monitor: MemoryMonitor { state.withLock(\.monitor) }

  func cases(_ query: CaseQuery) async throws -> [Case] {
    let fails = state.withLock { state in
      defer { state.failsNext = false }
      return state.failsNext
    }
    if fails { throw Broken() }
    let cases = try await monitor.cases(query)
    state.withLock { $0.casesRead += cases.count }
    return cases
  }

  func generation() async throws -> Int { try await monitor.generation() }

  func variants() async throws -> VariantCatalogue { try await monitor.variants() }
}
