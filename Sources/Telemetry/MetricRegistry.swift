package import CoreMetrics
import Locks

/// Keeps what a process measures through swift-metrics, and writes it down for whoever scrapes it.
///
/// ```swift
/// let registry = MetricRegistry(PartyMetrics.all)
/// MetricsSystem.bootstrap(registry)
/// let steps = Counter(label: "duet_steps")      // once
/// steps.increment(by: 17)                       // often
/// let text = await registry.text(.openMetrics)  // every few seconds
/// ```
///
/// A label of swift-metrics is the family's name. Making a handle takes a lock and looks the series up; using one is an
/// atomic addition (counter), an atomic store (gauge) or a short lock of its own (histogram). Series live as long as the
/// process: a counter that vanished and came back at zero would look like a restart.
package final class MetricRegistry: MetricsFactory {
  private let descriptions: [String: MetricDescription]
  private let families = Locked<[String: MetricFamily]>([:])
  private let samplers = Locked<[@Sendable () async -> Void]>([])

  package init(_ descriptions: [MetricDescription] = []) {
    self.descriptions = Dictionary(uniqueKeysWithValues: descriptions.map { ($0.name, $0) })
    for description in descriptions where description.labels.isEmpty {
      _ = family(description.name) { description }.series([])
    }
  }

  /// Adds something that is done before each scrape: for values that are looked at rather than counted.
  package func beforeScrape(_ sample: @escaping @Sendable () async -> Void) {
    samplers.withLock { $0.append(sample) }
  }

  /// Everything that has been measured.
  package func text(_ format: ExpositionFormat) async -> [UInt8] {
    for sample in samplers.withLock({ $0 }) { await sample() }
    return Exposition(format).text(of: snapshots)
  }

  /// All families that have a series, by name.
  package var snapshots: [MetricFamily.Snapshot] {
    families.withLock { $0.values.sorted { $0.description.name < $1.description.name } }
      .map(\.snapshot).filter { !$0.series.isEmpty }
  }

  private func family(
    _ label: String, otherwise: () -> MetricDescription
  ) -> MetricFamily {
    families.withLock { families in
      if let family = families[label] { return family }
      let family = MetricFamily(descriptions[label] ?? otherwise())
      families[label] = family
      return family
    }
  }

  private func series(
    _ label: String, _ dimensions: [(String, String)], _ kind: MetricDescription.Kind
  ) -> any MetricSeries {
    family(label) { .undescribed(label, kind, labels: dimensions.map(\.0)) }.series(dimensions)
  }

  // MARK: MetricsFactory

  package func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
    series(label, dimensions, .counter).counter
  }

  package func makeFloatingPointCounter(
    label: String, dimensions: [(String, String)]
  ) -> any FloatingPointCounterHandler {
    series(label, dimensions, .counter).counter
  }

  package func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
    series(label, dimensions, .gauge).gauge
  }

  package func makeRecorder(
    label: String, dimensions: [(String, String)], aggregate: Bool
  ) -> any RecorderHandler {
    aggregate
      ? series(label, dimensions, .histogram(MetricDescription.durations)).histogram
      : series(label, dimensions, .gauge).gauge
  }

  package func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
    series(label, dimensions, .histogram(MetricDescription.durations)).histogram
  }

  package func destroyCounter(_ handler: any CounterHandler) {}
  package func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) {}
  package func destroyMeter(_ handler: any MeterHandler) {}
  package func destroyRecorder(_ handler: any RecorderHandler) {}
  package func destroyTimer(_ handler: any TimerHandler) {}
}
