/// The growing bytes of a query's parameters, written in network byte order.
public struct ParameterBuffer: Sendable {
  private(set) var bytes: [UInt8] = []

  init() {}

  /// Makes room for so many more bytes.
  ///
  /// Grows at least twofold, so that reserving bit by bit does not copy each time.
  public mutating func reserve(_ count: Int) {
    let needed = bytes.count + count
    if needed > bytes.capacity {
      bytes.reserveCapacity(Swift.max(needed, bytes.capacity * 2))
    }
  }

  /// Appends an integer, most significant byte first.
  public mutating func write<Value: FixedWidthInteger>(_ value: Value) {
    unsafe withUnsafeBytes(of: value.bigEndian) { unsafe bytes.append(contentsOf: $0) }
  }

  /// Appends bytes as they are.
  public mutating func write(bytes more: [UInt8]) {
    bytes.append(contentsOf: more)
  }

  /// Appends the UTF-8 code units of a text.
  public mutating func write(utf8 text: String) {
    bytes.append(contentsOf: text.utf8)
  }

  /// Appends what `body` writes, with its length (an `Int32`, itself not counted) in front.
  mutating func writeWithLength(_ body: (inout ParameterBuffer) -> Void) {
    let start = bytes.count
    write(Int32(0))
    body(&self)
    let length = Int32(bytes.count - start - 4)
    unsafe withUnsafeBytes(of: length.bigEndian) { (raw: UnsafeRawBufferPointer) in
      for offset in 0..<4 {
        unsafe bytes[start + offset] = raw[offset]
      }
    }
  }
}
