import Foundation
import PostgreSQL
import Synchronization

/// A relay of TCP connections to the server, which can lose what the server answers and be cut.
final class Proxy: Sendable {
  private struct State {
    var sockets: Set<Int32> = []
    var losesAnswers = false
    var isDown = false
  }

  let port: UInt16
  private let listener: Int32
  private let target: UInt16
  private let state = Mutex(State())

  /// Begins to listen on a free port of the loopback.
  init(to target: UInt16) throws {
    self.target = target
    (listener, port) = try Self.listen()
    Thread.detachNewThread { [self] in acceptAll() }
  }

  private static func listen() throws -> (socket: Int32, port: UInt16) {
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = loopback(0)
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isListening = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
        bind(listener, generic, size) == 0 && Glibc.listen(listener, 64) == 0
          && getsockname(listener, generic, &size) == 0
      }
    }
    guard isListening else { throw POSIXError(.EADDRNOTAVAIL) }
    return (listener, UInt16(bigEndian: address.sin_port))
  }

  private static func loopback(_ port: UInt16) -> sockaddr_in {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    return address
  }

  /// From now on nothing that the server says arrives; what it is told still does.
  func loseAnswers() { state.withLock { $0.losesAnswers = true } }

  /// Cuts all connections; new ones work again.
  func cut() {
    // Under the lock, since a socket is closed only once it has left the set: without it the number
    // may be another connection's by now.
    state.withLock { state in
      state.losesAnswers = false
      for socket in state.sockets { shutdown(socket, Int32(SHUT_RDWR)) }
    }
  }

  /// Cuts all connections and takes no new ones while down.
  func setDown(_ isDown: Bool) {
    state.withLock { $0.isDown = isDown }
    if isDown { cut() }
  }

  func close() {
    shutdown(listener, Int32(SHUT_RDWR))
    cut()
  }

  private func acceptAll() {
    while true {
      let client = accept(listener, nil, nil)
      guard client >= 0 else { break }
      let server = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
      var address = Self.loopback(target)
      let isConnected = withUnsafePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          connect(server, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
        }
      }
      let isWelcome = state.withLock { state in
        guard !state.isDown, isConnected else { return false }
        state.sockets.formUnion([client, server])
        return true
      }
      guard isWelcome else {
        Glibc.close(client)
        Glibc.close(server)
        continue
      }
      relay(client, server)
    }
    Glibc.close(listener)
  }

  private func relay(_ client: Int32, _ server: Int32) {
    let ends = Ends()
    for (from, to, isAnswer) in [(client, server, false), (server, client, true)] {
      Thread.detachNewThread { [self] in
        pump(from, to, isAnswer: isAnswer)
        shutdown(from, Int32(SHUT_RDWR))
        shutdown(to, Int32(SHUT_RDWR))
        guard ends.isLast() else { return }
        state.withLock { $0.sockets.subtract([client, server]) }
        Glibc.close(client)
        Glibc.close(server)
      }
    }
  }

  private func pump(_ from: Int32, _ to: Int32, isAnswer: Bool) {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = recv(from, &buffer, buffer.count, 0)
      guard count > 0 else { return }
      if isAnswer, state.withLock({ $0.losesAnswers }) { continue }
      var sent = 0
      while sent < count {
        let written = buffer[sent..<count].withUnsafeBytes {
          send(to, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
        }
        guard written > 0 else { return }
        sent += written
      }
    }
  }

  /// Counts the two directions of a connection as they end.
  private final class Ends: Sendable {
    private let count = Mutex(0)

    func isLast() -> Bool {
      count.withLock { count in
        count += 1
        return count == 2
      }
    }
  }
}
