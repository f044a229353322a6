package import FEEL
import ProcessEngine

/// Visits as bytes: a row for each would be most of a database.
///
/// The first byte is the version. Then for each visit: key, element, time of entering after the last one's, length of stay,
/// flags, and what of the work the flags say is there. Numbers are variable-length integers (LEB128), signed ones folded
/// (zigzag); texts have their length in front.
package enum VisitPacking {
  private static let version: UInt8 = 2

  private struct Flags: OptionSet {
    let rawValue: UInt64
    static let terminated = Flags(rawValue: 1)
    static let work = Flags(rawValue: 2)
    static let claimed = Flags(rawValue: 4)
    static let worker = Flags(rawValue: 8)
    static let group = Flags(rawValue: 16)
    static let decision = Flags(rawValue: 32)
    static let due = Flags(rawValue: 64)
  }

  /// The bytes are not what `pack` makes.
  package struct Damage: Error {
    package init() {}
  }

  /// - Precondition: the visits are over.
  package static func pack(_ visits: [Visit]) -> [UInt8] {
    guard !visits.isEmpty else { return [] }
    var bytes: [UInt8] = [version]
    bytes.reserveCapacity(visits.count * 56)
    var last: Int64 = 0
    for visit in visits {
      guard let leftAt = visit.leftAt else { preconditionFailure("an open visit") }
      bytes.put(UInt64(visit.key))
      bytes.put(visit.element)
      bytes.put(signed: visit.enteredAt.microseconds &- last)
      bytes.put(signed: leftAt.microseconds &- visit.enteredAt.microseconds)
      pack(visit, into: &bytes)
      last = visit.enteredAt.microseconds
    }
    return bytes
  }

  private static func pack(_ visit: Visit, into bytes: inout [UInt8]) {
    var flags: Flags = visit.isTerminated ? .terminated : []
    if let work = visit.work {
      flags.insert(.work)
      if work.claimedAt != nil { flags.insert(.claimed) }
      if work.worker != nil { flags.insert(.worker) }
      if work.group != nil { flags.insert(.group) }
      if work.decision != nil { flags.insert(.decision) }
      if work.due != nil { flags.insert(.due) }
    }
    bytes.put(flags.rawValue)
    guard let work = visit.work else { return }
    if let claimedAt = work.claimedAt {
      bytes.put(signed: claimedAt.microseconds &- visit.enteredAt.microseconds)
    }
    for text in [work.worker, work.group, work.decision] {
      if let text { bytes.put(text) }
    }
    if let due = work.due {
      bytes.put(signed: due.microseconds &- visit.enteredAt.microseconds)
    }
  }

  /// - Parameter texts: keeps one copy of each text that comes again and again.
  package static func unpack(
    _ bytes: [UInt8], texts: inout TextPool
  ) throws(Damage) -> [Visit] {
    var visits: [Visit] = []
    try walk(bytes) { (reader, packed) throws(Damage) in
      let element = reader.text(packed.element, &texts)
      var work: TaskWork?
      if packed.flags.contains(.work) {
        var known = TaskWork()
        if packed.flags.contains(.claimed) {
          known.claimedAt = Timestamp(microseconds: packed.entered &+ (try reader.signed()))
        }
        if packed.flags.contains(.worker) { known.worker = try reader.text(&texts) }
        if packed.flags.contains(.group) { known.group = try reader.text(&texts) }
        if packed.flags.contains(.decision) { known.decision = try reader.text(&texts) }
        if packed.flags.contains(.due) {
          known.due = Timestamp(microseconds: packed.entered &+ (try reader.signed()))
        }
        work = known
      }
      visits.append(
        Visit(
          key: packed.key, element: element, enteredAt: Timestamp(microseconds: packed.entered),
          leftAt: Timestamp(microseconds: packed.left), work: work,
          isTerminated: packed.flags.contains(.terminated)))
      return true
    }
    return visits
  }

  /// Whether one of the visits was of a flow node at some time. Makes none of them: it is asked of tens of thousands.
  package static func contains(
    _ bytes: [UInt8], of element: String, at time: Timestamp
  ) throws(Damage) -> Bool {
    let name = Array(element.utf8)
    var isFound = false
    try walk(bytes) { (reader, packed) throws(Damage) in
      isFound =
        packed.entered <= time.microseconds && packed.left > time.microseconds
        && bytes[packed.element].elementsEqual(name)
      if isFound { return false }
      if packed.flags.contains(.claimed) { _ = try reader.signed() }
      for text in [Flags.worker, .group, .decision] where packed.flags.contains(text) {
        _ = try reader.range()
      }
      if packed.flags.contains(.due) { _ = try reader.signed() }
      return true
    }
    return isFound
  }

  /// A visit up to its flags.
  private struct Packed {
    let key: Int
    /// Where the name of the flow node is.
    let element: Range<Int>
    let entered: Int64
    let left: Int64
    let flags: Flags
  }

  /// - Parameter body: reads what is behind the flags, and says whether to go on.
  private static func walk(
    _ bytes: [UInt8], _ body: (inout PackedReader, Packed) throws(Damage) -> Bool
  ) throws(Damage) {
    guard let first = bytes.first else { return }
    guard first == version else { throw Damage() }
    var reader = PackedReader(bytes: bytes, position: 1)
    var last: Int64 = 0
    while !reader.isAtEnd {
      let key = Int(truncatingIfNeeded: try reader.number())
      let element = try reader.range()
      let entered = last &+ (try reader.signed())
      let left = entered &+ (try reader.signed())
      let flags = Flags(rawValue: try reader.number())
      let packed = Packed(key: key, element: element, entered: entered, left: left, flags: flags)
      guard try body(&reader, packed) else { return }
      last = entered
    }
  }
}

/// One copy of each of a few texts.
package struct TextPool: Sendable {
  private var texts: [UInt64: String] = [:]
  private static let limit = 10_000

  package init() {}

  mutating func text(_ bytes: ArraySlice<UInt8>) -> String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    if let known = texts[hash], known.utf8.elementsEqual(bytes) { return known }
    let text = String(decoding: bytes, as: UTF8.self)
    if texts.count < Self.limit { texts[hash] = text }
    return text
  }
}

/// Reads packed numbers and texts.
private struct PackedReader {
  let bytes: [UInt8]
  var position: Int

  var isAtEnd: Bool { position >= bytes.count }

  mutating func number() throws(VisitPacking.Damage) -> UInt64 {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while position < bytes.count, shift < 64 {
      let byte = bytes[position]
      position += 1
      value |= UInt64(byte & 0x7f) << shift
      if byte < 0x80 { return value }
      shift += 7
    }
    throw VisitPacking.Damage()
  }

  mutating func signed() throws(VisitPacking.Damage) -> Int64 {
    let folded = try number()
    return Int64(bitPattern: folded >> 1) ^ -Int64(bitPattern: folded & 1)
  }

  /// Where the next text is.
  mutating func range() throws(VisitPacking.Damage) -> Range<Int> {
    let length = try number()
    guard length <= UInt64(bytes.count - position) else { throw VisitPacking.Damage() }
    let end = position + Int(length)
    defer { position = end }
    return position..<end
  }

  mutating func text(_ texts: inout TextPool) throws(VisitPacking.Damage) -> String {
    text(try range(), &texts)
  }

  func text(_ range: Range<Int>, _ texts: inout TextPool) -> String { texts.text(bytes[range]) }
}

extension [UInt8] {
  fileprivate mutating func put(_ number: UInt64) {
    var rest = number
    while rest >= 0x80 {
      append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    append(UInt8(rest))
  }

  fileprivate mutating func put(signed number: Int64) {
    put(UInt64(bitPattern: (number << 1) ^ (number >> 63)))
  }

  fileprivate mutating func put(_ text: String) {
    put(UInt64(text.utf8.count))
    append(contentsOf: text.utf8)
  }
}
