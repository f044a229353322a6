/// The two texts in which metrics are scraped.
package enum ExpositionFormat: Hashable, Sendable, CaseIterable {
  /// OpenMetrics 1.0.
  case openMetrics
  /// Prometheus' own text format 0.0.4.
  case prometheus

  package var contentType: String {
    switch self {
    case .openMetrics: "application/openmetrics-text; version=1.0.0; charset=utf-8"
    case .prometheus: "text/plain; version=0.0.4; charset=utf-8"
    }
  }

  /// The format that an `Accept` field (RFC 9110 §12.5.1) wants more; Prometheus' own when it does not say.
  package init(accept: String?) {
    var (openMetrics, plain) = (0.0, 0.0)
    for range in (accept ?? "").lowercased().split(separator: ",") {
      let parts = range.split(separator: ";").map(Self.trimmed)
      let weight =
        parts.dropFirst().first { $0.hasPrefix("q=") }
        .flatMap { Double($0.dropFirst(2)) } ?? 1
      switch parts.first {
      case "application/openmetrics-text": openMetrics = max(openMetrics, weight)
      case "text/plain", "text/*": plain = max(plain, weight)
      default: break
      }
    }
    self = openMetrics > 0 && openMetrics >= plain ? .openMetrics : .prometheus
  }

  private static func trimmed(_ part: Substring) -> String {
    String(part.filter { $0 != " " && $0 != "\t" })
  }
}
