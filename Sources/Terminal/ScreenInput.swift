import Dispatch
import Locks

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// What a program on a `Screen` has to answer, for as long as this object lives.
///
/// Signals that would end the program come as an event instead, so that it can give the terminal back first. When this
/// object goes, they mean again what they meant before.
package final class ScreenInput {
  package enum Event: Hashable, Sendable {
    case key(Keystroke)
    /// The terminal has another size now, or was somebody else's meanwhile.
    case resized
    /// It is time to draw again.
    case tick
    /// Somebody wants the program to end: Ctrl-C, SIGINT, SIGTERM or SIGHUP.
    case ended
  }

  package let events: AsyncStream<Event>
  private let sources: [any DispatchSourceProtocol]

  private static let ending = [SIGINT, SIGTERM, SIGHUP]

  /// - Parameter interval: between two ticks; the first comes at once.
  package init(tickEvery interval: Duration) {
    let (events, continuation) = AsyncStream.makeStream(
      of: Event.self, bufferingPolicy: .bufferingNewest(64))
    self.events = events
    sources = Self.sources(of: continuation, tickEvery: interval)
    for source in sources { source.activate() }
  }

  deinit {
    for source in sources { source.cancel() }
    for number in Self.ending { signal(number, SIG_DFL) }
  }

  private static func sources(
    of continuation: AsyncStream<Event>.Continuation, tickEvery interval: Duration
  ) -> [any DispatchSourceProtocol] {
    let queue = DispatchQueue(label: "screen")
    var sources: [any DispatchSourceProtocol] = []
    for number in ending + [SIGWINCH, SIGCONT] {
      // A source only hears of a signal that has no other effect.
      if ending.contains(number) { signal(number, SIG_IGN) }
      let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
      source.setEventHandler { continuation.yield(ending.contains(number) ? .ended : .resized) }
      sources.append(source)
    }
    let keys = DispatchSource.makeReadSource(fileDescriptor: STDIN_FILENO, queue: queue)
    let keyboard = Keyboard(queue, continuation)
    keys.setEventHandler { keyboard.read() }
    sources.append(keys)
    let timer = DispatchSource.makeTimerSource(queue: queue)
    let (seconds, attoseconds) = interval.components
    let milliseconds = Int(seconds) * 1000 + Int(attoseconds / 1_000_000_000_000_000)
    timer.schedule(deadline: .now(), repeating: .milliseconds(milliseconds))
    timer.setEventHandler { continuation.yield(.tick) }
    sources.append(timer)
    return sources
  }
}

/// Reads keys.
private final class Keyboard: Sendable {
  private struct State {
    var reader = KeyReader()
    var reads = 0
  }

  private let state = Locked(State())
  private let queue: DispatchQueue
  private let continuation: AsyncStream<ScreenInput.Event>.Continuation

  /// How long the bytes of one key may be apart: more than a slow line needs, less than a person notices.
  private static let patience = DispatchTimeInterval.milliseconds(60)

  init(_ queue: DispatchQueue, _ continuation: AsyncStream<ScreenInput.Event>.Continuation) {
    self.queue = queue
    self.continuation = continuation
  }

  func read() {
    var bytes = [UInt8](repeating: 0, count: 1_024)
    let count = systemRead(&bytes)
    // The terminal has gone away.
    guard count > 0 else {
      continuation.yield(.ended)
      return
    }
    let (keys, reads, isWaiting) = state.withLock { state in
      state.reads += 1
      return (state.reader.read(bytes.prefix(count)), state.reads, state.reader.isWaiting)
    }
    tell(keys)
    guard isWaiting else { return }
    queue.asyncAfter(deadline: .now() + Self.patience) { [self] in
      tell(state.withLock { $0.reads == reads ? $0.reader.finish() : [] })
    }
  }

  private func tell(_ keys: [Keystroke]) {
    for key in keys { continuation.yield(key == .control("c") ? .ended : .key(key)) }
  }
}

/// `read(2)` of standard input, under a name that the method does not hide.
private func systemRead(_ bytes: inout [UInt8]) -> Int { read(STDIN_FILENO, &bytes, bytes.count) }
