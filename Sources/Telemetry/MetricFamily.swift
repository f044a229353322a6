import Locks

/// All series of one metric.
package final class MetricFamily: Sendable {
  package let description: MetricDescription
  private let series = Locked<[[String]: any MetricSeries]>([:])

  init(_ description: MetricDescription) { self.description = description }

  /// The series with these labels, which is made when it is asked for first.
  func series(_ dimensions: [(String, String)]) -> any MetricSeries {
    let values = description.labels.map { label in
      dimensions.first { $0.0 == label }?.1 ?? ""
    }
    return series.withLock { series in
      if let known = series[values] { return known }
      let overflow = values.map { _ in "overflow" }
      let labels = series.count < description.limit ? values : overflow
      if let known = series[labels] { return known }
      let new = description.makeSeries()
      series[labels] = new
      return new
    }
  }

  /// What a family's series say now.
  package struct Snapshot: Sendable {
    package let description: MetricDescription
    /// By the values of the labels, in the description's order of them.
    package let series: [(labels: [String], value: MetricValue)]
  }

  var snapshot: Snapshot {
    let all = series.withLock { $0 }
    return Snapshot(
      description: description,
      series: all.sorted { $0.key.lexicographicallyPrecedes($1.key) }
        .map { (labels: $0.key, value: $0.value.value) })
  }
}
