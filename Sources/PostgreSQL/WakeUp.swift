import CPostgreSQL
import Glibc

/// A descriptor that another thread makes readable to end a wait in `poll(2)`.
final class WakeUp: Sendable {
  /// The eventfd to poll for reading; closed with this object.
  let descriptor: Int32

  init() throws(PostgreSQLError) {
    descriptor = eventfd(0, Int32(EFD_CLOEXEC | EFD_NONBLOCK))
    guard descriptor >= 0 else {
      throw .connectionFailed(reason: "no file descriptor left (errno \(errno))", sqlState: nil)
    }
  }

  deinit {
    close(descriptor)
  }

  /// Ends the current wait, or else the next one. A full counter is as good as a raised one, so the
  /// result of the write says nothing of use.
  func signal() {
    _ = eventfd_write(descriptor, 1)
  }

  /// Takes back the signals so far; without any, the read just fails.
  func reset() {
    var count: UInt64 = 0
    _ = unsafe eventfd_read(descriptor, &count)
  }
}
