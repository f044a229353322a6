import Foundation
import Glibc
import Synchronization

/// A TCP path on the loopback interface between a party and the broker, which can be cut
/// and frozen.
final class Path: Sendable {
  private struct State {
    var cuts = 0
    var isFrozen = false
    var isStopped = false
  }

  let port: UInt16
  private let listener: Int32
  private let state = Mutex(State())

  /// Forwards every connection to a port of this machine.
  init(to target: UInt16) throws {
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = Self.address(0)
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let status = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        bind(listener, address, length) | listen(listener, 8)
          | getsockname(listener, address, &length)
      }
    }
    guard listener >= 0, status == 0 else { throw POSIXError(.EADDRNOTAVAIL) }
    self.listener = listener
    port = UInt16(bigEndian: address.sin_port)
    Thread.detachNewThread { [self] in run(target) }
  }

  /// Breaks all connections there are; new ones are forwarded.
  func cut() { state.withLock { $0.cuts += 1 } }

  /// From now on nothing is forwarded, and connections stay open.
  func freeze() { state.withLock { $0.isFrozen = true } }

  func thaw() { state.withLock { $0.isFrozen = false } }

  /// Breaks all connections and ends.
  func stop() { state.withLock { $0.isStopped = true } }

  private static func address(_ port: UInt16) -> sockaddr_in {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    return address
  }

  private func run(_ target: UInt16) {
    var pairs: [(Int32, Int32)] = []
    var cuts = 0
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      var polled = [pollfd(fd: listener, events: Int16(POLLIN), revents: 0)]
      for (left, right) in pairs {
        polled.append(pollfd(fd: left, events: Int16(POLLIN), revents: 0))
        polled.append(pollfd(fd: right, events: Int16(POLLIN), revents: 0))
      }
      // Looks after every turn, or a hundred times a second, whether something else is wanted.
      let isFrozen = self.state.withLock { $0.isFrozen }
      poll(&polled, isFrozen ? 0 : nfds_t(polled.count), 10)
      let state = state.withLock { $0 }
      if state.cuts > cuts || state.isStopped {
        cuts = state.cuts
        for pair in pairs { Self.close(pair) }
        pairs = []
        if state.isStopped { break }
        continue
      }
      if isFrozen { continue }
      pairs = pairs.enumerated().compactMap { index, pair in
        let ends = [(pair.0, pair.1), (pair.1, pair.0)]
        for (offset, (from, to)) in ends.enumerated()
        where polled[1 + 2 * index + offset].revents != 0 {
          guard Self.forward(from, to, &buffer) else {
            Self.close(pair)
            return nil
          }
        }
        return pair
      }
      if polled[0].revents != 0, let pair = accept(target) { pairs.append(pair) }
    }
    Glibc.close(listener)
  }

  private func accept(_ target: UInt16) -> (Int32, Int32)? {
    let client = Glibc.accept(listener, nil, nil)
    let server = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = Self.address(target)
    let status = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(server, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard client >= 0, status == 0 else {
      Self.close((client, server))
      return nil
    }
    return (client, server)
  }

  private static func forward(_ from: Int32, _ to: Int32, _ buffer: inout [UInt8]) -> Bool {
    let count = read(from, &buffer, buffer.count)
    var sent = 0
    while sent < count {
      let written = buffer[sent..<count].withUnsafeBytes { bytes in
        send(to, bytes.baseAddress, bytes.count, Int32(MSG_NOSIGNAL))
      }
      guard written > 0 else { return false }
      sent += written
    }
    return count > 0
  }

  private static func close(_ pair: (Int32, Int32)) {
    for end in [pair.0, pair.1] where end >= 0 {
      shutdown(end, Int32(SHUT_RDWR))
      Glibc.close(end)
    }
  }
}
