extension Value {
  /// Reads one JSON text: strict RFC 8259, at most 64 deep, without duplicate keys, with exact numbers of up to 38 digits.
  public init(json: [UInt8]) throws(JSONError) {
    var reader = JSONReader(json)
    self = try reader.readText()
  }

  /// Reads one JSON text; offsets in an error count from the first byte of the slice.
  public init(json: ArraySlice<UInt8>) throws(JSONError) {
    try self.init(json: Array(json))
  }

  /// Reads one JSON text.
  public init(json: String) throws(JSONError) {
    try self.init(json: Array(json.utf8))
  }

  /// Reads one JSON text that must be an object, and the array that it has as `key`: each element together with its own
  /// text as it came.
  ///
  /// - Returns: nil when there is no such array.
  public static func elements(
    of key: String, inJSON json: [UInt8]
  ) throws(JSONError) -> [(value: Value, text: [UInt8])]? {
    var reader = JSONReader(json, notingElementsOf: key)
    guard let elements = try reader.readText()[key].list else { return nil }
    return zip(elements, reader.notedElements).map { ($0, Array(json[$1])) }
  }

  /// This value as compact JSON; equal values give equal bytes.
  ///
  /// Temporal values and durations become ISO 8601 strings, a range becomes the string that FEEL writes it with.
  public func json() -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(256)
    JSONWriter.write(self, to: &bytes)
    return bytes
  }

  /// This value as compact JSON text.
  public var jsonString: String { String(decoding: json(), as: UTF8.self) }

  /// Appends this value as compact JSON.
  public func writeJSON(to bytes: inout [UInt8]) {
    JSONWriter.write(self, to: &bytes)
  }
}

extension Context {
  /// Reads one JSON text that must be an object.
  public init(json: [UInt8]) throws(JSONError) {
    guard case .context(let context) = try Value(json: json) else {
      throw JSONError(.expected("an object"), at: 0)
    }
    self = context
  }

  /// This context as compact JSON; equal contexts give equal bytes.
  public func json() -> [UInt8] { Value.context(self).json() }
}
