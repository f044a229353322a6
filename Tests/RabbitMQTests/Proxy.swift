import Foundation
import Glibc
import Synchronization

/// A TCP proxy on the loopback interface that can stop forwarding, as a broken network does: the
/// connections stay open and nothing arrives any more.
final class Proxy: Sendable {
  private struct State {
    var isForwarding = true
    var isStopped = false
  }

  let port: UInt16
  private let listener: Int32
  private let state = Mutex(State())

  /// Forwards every connection to a port of this machine.
  init(to target: UInt16, isForwarding: Bool = true) throws {
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = Self.address(0)
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let status = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        bind(listener, address, length) | listen(listener, 8)
          | getsockname(listener, address, &length)
      }
    }
    self.listener = listener
    guard listener >= 0, status == 0 else { throw POSIXError(.EADDRNOTAVAIL) }
    port = UInt16(bigEndian: address.sin_port)
    state.withLock { $0.isForwarding = isForwarding }
    Thread.detachNewThread { [self] in run(target) }
  }

  private static func address(_ port: UInt16) -> sockaddr_in {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    return address
  }

  /// From now on nothing is forwarded, and connections stay open.
  func freeze() { state.withLock { $0.isForwarding = false } }

  func thaw() { state.withLock { $0.isForwarding = true } }

  /// Closes all connections and ends.
  func stop() { state.withLock { $0.isStopped = true } }

  private func run(_ target: UInt16) {
    var pairs: [(client: Int32, server: Int32)] = []
    while true {
      let state = state.withLock { $0 }
      if state.isStopped { break }
      var polled = [pollfd(fd: listener, events: Int16(POLLIN), revents: 0)]
      if state.isForwarding {
        for pair in pairs {
          polled.append(pollfd(fd: pair.client, events: Int16(POLLIN), revents: 0))
          polled.append(pollfd(fd: pair.server, events: Int16(POLLIN), revents: 0))
        }
      }
      guard poll(&polled, nfds_t(polled.count), 5) > 0 else { continue }
      for (index, pair) in pairs.enumerated().reversed() where state.isForwarding {
        let isAlive =
          forward(polled[1 + 2 * index], to: pair.server)
          && forward(polled[2 + 2 * index], to: pair.client)
        if !isAlive {
          close(pair)
          pairs.remove(at: index)
        }
      }
      if polled[0].revents != 0 {
        let client = accept(listener, nil, nil)
        if let server = connect(target) { pairs.append((client, server)) }
      }
    }
    for pair in pairs { close(pair) }
    Glibc.close(listener)
  }

  private func close(_ pair: (client: Int32, server: Int32)) {
    Glibc.close(pair.client)
    Glibc.close(pair.server)
  }

  private func connect(_ target: UInt16) -> Int32? {
    let server = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = Self.address(target)
    let status = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        Glibc.connect(server, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    return status == 0 ? server : nil
  }

  /// Returns whether the connection lives.
  private func forward(_ polled: pollfd, to target: Int32) -> Bool {
    guard polled.revents != 0 else { return true }
    var buffer = [UInt8](repeating: 0, count: 65_536)
    let count = recv(polled.fd, &buffer, buffer.count, 0)
    guard count > 0 else { return false }
    var sent = 0
    while sent < count {
      let written = buffer.withUnsafeBytes {
        send(target, $0.baseAddress! + sent, count - sent, Int32(MSG_NOSIGNAL))
      }
      guard written > 0 else { return false }
      sent += written
    }
    return true
  }
}
