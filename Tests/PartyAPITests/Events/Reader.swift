import HTTPTypes
import Hummingbird
import NIOCore
import Synchronization

/// One who reads a stream: as fast as it is written, or only so many times.
final class Reader: Sendable {
  private struct State {
    var parts: [String] = []
    var taken = Int.max
    var isFinished = false
    var writer: CheckedContinuation<Void, Never>?
    var watcher:
      (isSeen: @Sendable (String) -> Bool, continuation: CheckedContinuation<Void, Never>)?
  }

  private let state = Mutex(State())

  /// - Parameter count: how many parts are taken until `goOn`.
  init(taking count: Int = .max) { state.withLock { $0.taken = count } }

  var text: String { state.withLock { $0.parts.joined() } }
  var parts: [String] { state.withLock { $0.parts } }
  var isFinished: Bool { state.withLock { $0.isFinished } }
  /// Whether something is written that is not taken.
  var isStuck: Bool { state.withLock { $0.writer != nil } }

  /// Waits until what was read has this in it.
  func has(_ text: String) async { await has { $0.contains(text) } }

  func has(_ isSeen: @escaping @Sendable (String) -> Bool) async {
    await withCheckedContinuation { continuation in
      state.withLock { state in state.watcher = (isSeen, continuation) }
      tellWatcher()
    }
  }

  /// Takes everything from now on.
  func goOn() {
    let writer = state.withLock { state in
      state.taken = .max
      defer { state.writer = nil }
      return state.writer
    }
    writer?.resume()
  }

  fileprivate func take(_ text: String) async {
    await withCheckedContinuation { continuation in
      let isTaken = state.withLock { state in
        guard state.parts.count >= state.taken else { return true }
        state.writer = continuation
        return false
      }
      if isTaken { continuation.resume() }
    }
    state.withLock { $0.parts.append(text) }
    tellWatcher()
  }

  fileprivate func finish() { state.withLock { $0.isFinished = true } }

  private func tellWatcher() {
    let seen = state.withLock { state -> CheckedContinuation<Void, Never>? in
      guard let watcher = state.watcher, watcher.isSeen(state.parts.joined()) else { return nil }
      state.watcher = nil
      return watcher.continuation
    }
    seen?.resume()
  }

  var writer: any ResponseBodyWriter { Writer(reader: self) }

  private struct Writer: ResponseBodyWriter {
    let reader: Reader

    mutating func write(_ buffer: ByteBuffer) async throws {
      await reader.take(String(buffer: buffer))
    }
    consuming func finish(_ trailingHeaders: HTTPFields?) async throws { reader.finish() }
  }
}
