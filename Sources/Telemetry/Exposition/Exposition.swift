/// Writes families down as OpenMetrics or Prometheus text.
struct Exposition {
  private let format: ExpositionFormat
  private var text = ""

  init(_ format: ExpositionFormat) { self.format = format }

  func text(of families: [MetricFamily.Snapshot]) -> [UInt8] {
    var copy = self
    for family in families { copy.write(family) }
    if format == .openMetrics { copy.text += "# EOF\n" }
    return Array(copy.text.utf8)
  }

  private mutating func write(_ family: MetricFamily.Snapshot) {
    let description = family.description
    // Prometheus' own format knows no suffixes: there a family is named as its samples are.
    let name =
      format == .openMetrics ? description.name : description.name + suffix(of: description)
    text += "# HELP \(name) \(Self.escaped(description.help, quotes: format == .openMetrics))\n"
    text += "# TYPE \(name) \(type(of: description))\n"
    if format == .openMetrics, let unit = description.unit { text += "# UNIT \(name) \(unit)\n" }
    for series in family.series {
      let labels = zip(description.labels, series.labels)
        .map { "\($0)=\"\(Self.escaped($1, quotes: true))\"" }
      write(series.value, of: description, labels)
    }
  }

  private mutating func write(
    _ value: MetricValue, of description: MetricDescription, _ labels: [String]
  ) {
    let name = description.name
    switch (value, description.kind) {
    case (.number(let number), _):
      write(name + suffix(of: description), labels, number)
    case (.distribution(let counts, let sum), .histogram(let bounds)):
      var total = 0
      for (index, count) in counts.enumerated() {
        total += count
        let bound = index < bounds.count ? Self.written(bounds[index]) : "+Inf"
        write("\(name)_bucket", labels + ["le=\"\(bound)\""], Double(total))
      }
      write("\(name)_count", labels, Double(total))
      write("\(name)_sum", labels, sum)
    case (.distribution, _): preconditionFailure("only histograms have distributions")
    }
  }

  private mutating func write(_ name: String, _ labels: [String], _ value: Double) {
    text += name
    if !labels.isEmpty { text += "{\(labels.joined(separator: ","))}" }
    text += " \(Self.written(value))\n"
  }

  private func suffix(of description: MetricDescription) -> String {
    switch description.kind {
    case .counter: "_total"
    case .info: "_info"
    case .gauge, .histogram: ""
    }
  }

  private func type(of description: MetricDescription) -> String {
    switch description.kind {
    case .counter: "counter"
    case .gauge: "gauge"
    case .histogram: "histogram"
    case .info: format == .openMetrics ? "info" : "gauge"
    }
  }

  static func written(_ value: Double) -> String {
    if value.isNaN { return "NaN" }
    if value.isInfinite { return value < 0 ? "-Inf" : "+Inf" }
    if let whole = Int(exactly: value), abs(whole) < 1 << 53 { return "\(whole)" }
    return "\(value)"
  }

  private static func escaped(_ text: String, quotes: Bool) -> String {
    var escaped = ""
    for character in text {
      switch character {
      case "\\": escaped += "\\\\"
      case "\n": escaped += "\\n"
      case "\"" where quotes: escaped += "\\\""
      default: escaped.append(character)
      }
    }
    return escaped
  }
}
