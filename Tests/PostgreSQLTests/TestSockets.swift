import Foundation
import Glibc
import Synchronization

/// Plain TCP for the tests that need a network that fails on demand.
enum TestSocket {
  struct Failed: Error {
    let code = errno
  }

  /// A listening socket on a free port of this machine.
  static func listen() throws -> (descriptor: Int32, port: UInt16) {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = loopback(port: 0)
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isBound = withGeneric(&address) { bind(descriptor, $0, length) == 0 }
    guard isBound, Glibc.listen(descriptor, 8) == 0 else { throw Failed() }
    _ = withGeneric(&address) { getsockname(descriptor, $0, &length) }
    return (descriptor, UInt16(bigEndian: address.sin_port))
  }

  static func connect(port: UInt16) throws -> Int32 {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = loopback(port: port)
    let length = socklen_t(MemoryLayout<sockaddr_in>.size)
    guard withGeneric(&address, { Glibc.connect(descriptor, $0, length) == 0 }) else {
      throw Failed()
    }
    return descriptor
  }

  private static func loopback(port: UInt16) -> sockaddr_in {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = inet_addr("127.0.0.1")
    return address
  }

  private static func withGeneric<Value>(
    _ address: inout sockaddr_in, _ body: (UnsafeMutablePointer<sockaddr>) -> Value
  ) -> Value {
    withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1, body)
    }
  }
}

/// Takes connections and never says a word.
final class SilentServer: Sendable {
  let port: UInt16
  private let descriptor: Int32

  init() throws {
    (descriptor, port) = try TestSocket.listen()
  }

  deinit {
    close(descriptor)
  }
}

/// Passes one connection on to the real server, until told to swallow the server's next answer and
/// hang up: the request has been done then, and nobody hears of it.
final class CuttingProxy: Sendable {
  let port: UInt16
  private let cutsNextAnswer = Atomic(false)

  init(to serverPort: UInt16) throws {
    let listener: Int32
    (listener, port) = try TestSocket.listen()
    Thread.detachNewThread { [self] in
      let client = accept(listener, nil, nil)
      close(listener)
      guard let server = try? TestSocket.connect(port: serverPort) else { return }
      forward(client: client, server: server)
      close(client)
      close(server)
    }
  }

  /// Makes the next answer of the server the end of the connection.
  func cutNextAnswer() {
    cutsNextAnswer.store(true, ordering: .sequentiallyConsistent)
  }

  private func forward(client: Int32, server: Int32) {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      var sockets = [
        pollfd(fd: client, events: Int16(POLLIN), revents: 0),
        pollfd(fd: server, events: Int16(POLLIN), revents: 0),
      ]
      guard poll(&sockets, 2, -1) > 0 else { return }
      let fromServer = sockets[1].revents != 0
      let count = read(fromServer ? server : client, &buffer, buffer.count)
      guard count > 0 else { return }
      if fromServer, cutsNextAnswer.load(ordering: .sequentiallyConsistent) { return }
      guard write(fromServer ? client : server, buffer, count) == count else { return }
    }
  }
}
