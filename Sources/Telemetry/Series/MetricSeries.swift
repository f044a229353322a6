/// One series of a family. A handle of another kind than the family's is a mistake in the program.
protocol MetricSeries: AnyObject, Sendable {
  var value: MetricValue { get }
}

/// What a series says at a moment.
package enum MetricValue: Hashable, Sendable {
  case number(Double)
  /// How many values lie in each bucket, the last of which has no bound; and their sum.
  case distribution(counts: [Int], sum: Double)
}

extension MetricSeries {
  var counter: CounterSeries { cast() }
  var gauge: GaugeSeries { cast() }
  var histogram: HistogramSeries { cast() }

  private func cast<Series: MetricSeries>() -> Series {
    guard let series = self as? Series else {
      preconditionFailure("a \(type(of: self)) was asked for as a \(Series.self)")
    }
    return series
  }
}

extension MetricDescription {
  func makeSeries() -> any MetricSeries {
    switch kind {
    case .counter: CounterSeries()
    case .gauge: GaugeSeries()
    case .info: GaugeSeries(1)
    case .histogram(let bounds): HistogramSeries(bounds)
    }
  }
}
