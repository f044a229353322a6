/// What one metric means, and what may come into it.
package struct MetricDescription: Hashable, Sendable {
  /// What its values do.
  package enum Kind: Hashable, Sendable {
    /// Only grows; begins at zero with the process.
    case counter
    /// Goes up and down.
    case gauge
    /// Counts values by the first of these bounds, ascending, that they do not exceed.
    case histogram([Double])
    /// Always 1: what matters is in its labels.
    case info
  }

  /// The family's name as the exposition formats have it, with its base unit at the end (`_seconds`, `_bytes`), but without
  /// `_total` and `_info`, which go with the kind.
  package let name: String
  package let kind: Kind
  /// One sentence.
  package let help: String
  /// The labels that each of its series has.
  package let labels: [String]
  /// How many series it has at most; what comes on top is counted in one series whose labels all say `overflow`.
  package let limit: Int

  package init(
    _ name: String, _ kind: Kind, _ help: String, labels: [String] = [], limit: Int = 200
  ) {
    self.name = name
    self.kind = kind
    self.help = help
    self.labels = labels
    self.limit = limit
  }

  /// The base unit that the name ends with; nil for a plain number.
  package var unit: String? { ["seconds", "bytes"].first { name.hasSuffix("_\($0)") } }
}

extension MetricDescription {
  /// Bounds for what takes between half a millisecond and half a minute, in seconds.
  package static let durations: [Double] = [
    0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30,
  ]

  /// For a metric that nobody has described, such as one that a library records.
  static func undescribed(_ label: String, _ kind: Kind, labels: [String]) -> Self {
    let name = String(
      label.unicodeScalars.map { scalar -> Character in
        let isAllowed = scalar.isASCII && (scalar.properties.isAlphabetic || ("0"..."9") ~= scalar)
        return isAllowed ? Character(scalar) : "_"
      })
    return Self(name, kind, "Recorded by a library as \(label).", labels: labels)
  }
}
