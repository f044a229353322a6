#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// A file that is read line by line once, and then at any place. Owned by one task at a time.
final class ReplayFile: Sendable {
  private let descriptor: Int32
  let path: String

  private static let pieceLength = 1 << 20

  init(path: String) throws {
    self.path = path
    descriptor = open(path, O_RDONLY | O_CLOEXEC)
    if descriptor < 0 { throw failure() }
    var information = stat()
    guard fstat(descriptor, &information) == 0, information.st_mode & S_IFMT == S_IFREG else {
      throw MonitorFailure(.usage, "\(path) is no file: it is read again and again, so it must be.")
    }
  }

  deinit { close(descriptor) }

  private func failure() -> MonitorFailure {
    MonitorFailure(.usage, "\(path) cannot be read: \(String(cString: strerror(errno))).")
  }

  /// Hands over every line without its end, with where it begins, and how much of the file there is and was read.
  func eachLine(_ body: (ArraySlice<UInt8>, _ offset: Int, _ read: Int) throws -> Void) throws {
    var rest: [UInt8] = []
    var start = 0
    var offset = 0
    while true {
      let piece = try bytes(at: offset, count: Self.pieceLength)
      offset += piece.count
      rest += piece
      var begin = rest.startIndex
      while let end = rest[begin...].firstIndex(of: UInt8(ascii: "\n")) {
        try body(rest[begin..<end], start, offset)
        start += end + 1 - begin
        begin = end + 1
      }
      rest.removeSubrange(..<begin)
      guard !piece.isEmpty else { break }
    }
    if !rest.isEmpty { try body(rest[...], start, offset) }
  }

  /// The bytes from a place on; fewer at the end of the file.
  func bytes(at offset: Int, count: Int) throws -> [UInt8] {
    try [UInt8](unsafeUninitializedCapacity: count) { buffer, initialized in
      initialized = 0
      while initialized < count {
        let found = pread(
          descriptor, buffer.baseAddress.map { $0 + initialized }, count - initialized,
          off_t(offset + initialized))
        if found == 0 { return }
        if found < 0 {
          if errno == EINTR { continue }
          throw failure()
        }
        initialized += found
      }
    }
  }
}
