import Metrics
import Telemetry
import Testing

struct ProcessMetricsTests {
  #if os(Linux)
    @Test func `the process tells of itself, and its CPU time only grows`() {
      let registry = MetricRegistry(ProcessMetrics.all)
      let metrics = ProcessMetrics(factory: registry)
      metrics.sample()
      let first = values(registry)
      var sum = 0.0
      // Until the system's clock of CPU time has ticked.
      repeat {
        for number in 1...1_000_000 { sum += 1 / Double(number) }
        metrics.sample()
      } while values(registry)["process_cpu_seconds"] == first["process_cpu_seconds"]
      #expect(sum > 0)
      let second = values(registry)
      #expect((second["process_cpu_seconds"] ?? 0) > (first["process_cpu_seconds"] ?? .infinity))
      #expect((1e6...1e11).contains(second["process_resident_memory_bytes"] ?? 0))
      #expect((3...1e5).contains(second["process_open_fds"] ?? 0))
      #expect((second["process_max_fds"] ?? 0) >= (second["process_open_fds"] ?? .infinity))
      #expect((second["process_threads"] ?? 0) >= 1)
      // After 2020, and not in another era.
      #expect((1.57e9...1e10).contains(second["process_start_time_seconds"] ?? 0))
    }

    private func values(_ registry: MetricRegistry) -> [String: Double] {
      registry.snapshots.reduce(into: [:]) { values, family in
        if case .number(let number)? = family.series.first?.value {
          values[family.description.name] = number
        }
      }
    }
  #endif
}
