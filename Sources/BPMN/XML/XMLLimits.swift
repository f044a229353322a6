/// What a file may be at most. A drawing of a hundred elements is about 100 KiB, 8 levels deep and has 600 elements.
enum XMLLimits {
  /// 4 MiB.
  static let bytes = 4 << 20
  /// Elements inside each other. The readers recurse over the tree, so this also bounds their stack.
  static let depth = 64
  static let elements = 50_000
  static let attributesPerElement = 64
  /// Bytes in the name of an element or attribute, prefix included.
  static let nameLength = 256
  /// Faults of the XML that are reported.
  static let reportedFaults = 20
}
