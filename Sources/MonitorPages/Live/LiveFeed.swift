import Locks
package import Logging
package import Monitoring
import ServiceLifecycle

/// Looks at the projection while somebody has a page open, and tells all of them what it is like: what that costs does not
/// depend on how many they are.
package final class LiveFeed: Service {
  /// What the projection was like at one moment.
  package struct Look: Sendable {
    /// Of the projection: it grows with every change.
    package let generation: Int
    package let overview: Overview
  }

  private struct State {
    var listeners: [Int: AsyncStream<Look>.Continuation] = [:]
    var lastListener = 0
    var latest: Look?
    var isOver = false
  }

  /// How often it is asked whether something has changed.
  private static let pause = Duration.milliseconds(200)
  /// After how long people hear again even though nothing has changed: ages grow, and silence means that we are gone.
  private static let beat = Duration.seconds(2)

  private let generation: @Sendable () async throws -> Int
  private let overview: @Sendable () async throws -> Overview
  private let logger: Logger
  private let state = Locked(State())
  private let wakes: AsyncStream<Void>
  private let wake: AsyncStream<Void>.Continuation

  package init(
    generation: @escaping @Sendable () async throws -> Int,
    overview: @escaping @Sendable () async throws -> Overview, logger: Logger
  ) {
    self.generation = generation
    self.overview = overview
    self.logger = logger
    (wakes, wake) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
  }

  /// What happens from now on; the newest look only, for whoever is slow. Begins with what is known already.
  package func listen() -> AsyncStream<Look> {
    let (stream, continuation) = AsyncStream.makeStream(
      of: Look.self, bufferingPolicy: .bufferingNewest(1))
    state.withLock { state in
      guard !state.isOver else { return continuation.finish() }
      state.lastListener += 1
      let number = state.lastListener
      state.listeners[number] = continuation
      continuation.onTermination = { [weak self] _ in
        self?.state.withLock { _ = $0.listeners.removeValue(forKey: number) }
      }
    }
    wake.yield()
    return stream
  }

  package func run() async throws {
    await cancelWhenGracefulShutdown { [self] in
      for await _ in wakes { await attend() }
    }
    let listeners = state.withLock { state in
      state.isOver = true
      return Array(state.listeners.values)
    }
    for listener in listeners { listener.finish() }
  }

  private var isHeard: Bool { state.withLock { !$0.listeners.isEmpty } }

  /// Until nobody listens any more.
  private func attend() async {
    var told: (generation: Int, at: ContinuousClock.Instant, listeners: Int)?
    while isHeard, !Task.isCancelled {
      let begin = ContinuousClock.now
      do {
        let number = state.withLock(\.lastListener)
        let generation = try await generation()
        if told == nil || told?.generation != generation || told?.listeners != number
          || told.map({ begin - $0.at >= Self.beat }) ?? true
        {
          tell(Look(generation: generation, overview: try await overview()))
          told = (generation, begin, number)
        }
        // A look may cost a fifth of the time at most.
        try await Task.sleep(for: max(Self.pause, (ContinuousClock.now - begin) * 4))
      } catch is CancellationError {
        return
      } catch {
        // Whoever listens hears nothing, and says how old what is shown has become.
        logger.warning("The live pages cannot be told the news", metadata: ["reason": "\(error)"])
        do { try await Task.sleep(for: Self.beat) } catch { return }
      }
    }
  }

  private func tell(_ look: Look) {
    let listeners = state.withLock { state in
      state.latest = look
      return Array(state.listeners.values)
    }
    for listener in listeners { listener.yield(look) }
  }
}
