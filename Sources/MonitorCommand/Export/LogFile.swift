import FoundationEssentials

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// A file that a log is written into piece by piece. Owned by one task.
final class LogFile {
  private let descriptor: Int32
  private let name: String
  private var buffer: [UInt8] = []
  private static let bufferLimit = 1 << 20

  /// Makes the file, or empties the one that is there.
  init(path: String) throws {
    name = path
    descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    if descriptor < 0 { throw Self.failure("\(path) cannot be written") }
  }

  private init(descriptor: Int32, name: String) {
    self.descriptor = descriptor
    self.name = name
  }

  static func standardOutput() throws -> LogFile {
    let copy = dup(STDOUT_FILENO)
    if copy < 0 { throw failure("standard output cannot be written") }
    return LogFile(descriptor: copy, name: "standard output")
  }

  /// A file that nobody else sees, and that is gone when it is closed.
  static func temporary() throws -> LogFile {
    let folder = FileManager.default.temporaryDirectory.path
    var path = Array("\(folder)/duet-export-XXXXXX".utf8CString)
    let descriptor = mkstemp(&path)
    if descriptor < 0 { throw failure("no temporary file can be made in \(folder)") }
    unlink(path)
    return LogFile(descriptor: descriptor, name: "a temporary file")
  }

  deinit { close(descriptor) }

  func write(_ bytes: [UInt8]) throws {
    buffer += bytes
    if buffer.count >= Self.bufferLimit { try flush() }
  }

  /// What is in another file that was written.
  func append(contentsOf other: LogFile) throws {
    try other.flush()
    if lseek(other.descriptor, 0, SEEK_SET) < 0 {
      throw Self.failure("\(other.name) cannot be read")
    }
    var piece = [UInt8](repeating: 0, count: Self.bufferLimit)
    while true {
      let count = read(other.descriptor, &piece, piece.count)
      if count == 0 { return }
      if count < 0 { throw Self.failure("\(other.name) cannot be read") }
      try write(Array(piece[..<count]))
    }
  }

  /// Writes what is left.
  func finish() throws { try flush() }

  private func flush() throws {
    var start = 0
    while start < buffer.count {
      let count = buffer[start...].withUnsafeBytes {
        systemWrite(descriptor, $0.baseAddress, $0.count)
      }
      if count < 0 {
        if errno == EINTR { continue }
        throw Self.failure("\(name) cannot be written")
      }
      start += count
    }
    buffer.removeAll(keepingCapacity: true)
  }

  static func rename(_ path: String, to new: String) throws {
    if systemRename(path, new) != 0 { throw failure("\(new) cannot be written") }
  }

  /// Removes a file if it is there.
  static func remove(_ path: String) { unlink(path) }

  private static func failure(_ what: String) -> MonitorFailure {
    MonitorFailure(.temporary, "\(what): \(String(cString: strerror(errno))).")
  }
}

/// `write(2)` and `rename(2)`, under names that the methods do not hide.
private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
  write(descriptor, bytes, count)
}

private func systemRename(_ path: String, _ new: String) -> Int32 { rename(path, new) }
