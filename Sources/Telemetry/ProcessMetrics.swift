package import CoreMetrics
import FoundationEssentials

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// What the operating system says of the process, under the names that Prometheus' own clients use.
///
/// It is read from Linux's `/proc`; where there is none, the values are NaN.
package struct ProcessMetrics: Sendable {
  package static let all: [MetricDescription] = [
    .init("process_cpu_seconds", .counter, "CPU time that the process has used."),
    .init("process_resident_memory_bytes", .gauge, "Memory of the process that is in RAM."),
    .init("process_virtual_memory_bytes", .gauge, "Address space of the process."),
    .init("process_open_fds", .gauge, "Open file descriptors."),
    .init("process_max_fds", .gauge, "How many file descriptors may be open."),
    .init("process_threads", .gauge, "Threads of the process."),
    .init("process_start_time_seconds", .gauge, "When the process began, in Unix time."),
  ]

  private let cpu: RunningTotal
  private let gauges: [(Gauge, @Sendable (Status) -> Double)]

  package init(factory: any MetricsFactory) {
    cpu = RunningTotal(label: "process_cpu_seconds", factory: factory)
    func gauge(_ name: String) -> Gauge {
      Gauge(label: "process_\(name)", dimensions: [], factory: factory)
    }
    gauges = [
      (gauge("resident_memory_bytes"), \.residentBytes),
      (gauge("virtual_memory_bytes"), \.virtualBytes),
      (gauge("open_fds"), \.openFiles), (gauge("max_fds"), \.maximumFiles),
      (gauge("threads"), \.threads), (gauge("start_time_seconds"), \.startedAt),
    ]
  }

  /// Looks again.
  package func sample() {
    let status = Status.current ?? Status()
    for (gauge, read) in gauges { gauge.record(read(status)) }
    cpu.follow(status.cpuSeconds)
  }
}

extension ProcessMetrics {
  struct Status: Sendable {
    var cpuSeconds = Double.nan
    var residentBytes = Double.nan
    var virtualBytes = Double.nan
    var openFiles = Double.nan
    var maximumFiles = Double.nan
    var threads = Double.nan
    var startedAt = Double.nan
  }
}

extension ProcessMetrics.Status {
  /// Nil where there is no `/proc`.
  static var current: Self? {
    let files = FileManager.default
    guard let stat = files.contents(atPath: "/proc/self/stat"),
      let machine = files.contents(atPath: "/proc/stat")
    else { return nil }
    var status = Self(
      stat: String(decoding: stat, as: UTF8.self),
      machine: String(decoding: machine, as: UTF8.self),
      ticksPerSecond: Double(sysconf(Int32(_SC_CLK_TCK))),
      pageBytes: Double(sysconf(Int32(_SC_PAGESIZE))))
    status?.openFiles = countOpenFiles()
    status?.maximumFiles = Double(sysconf(Int32(_SC_OPEN_MAX)))
    return status
  }

  private static func countOpenFiles() -> Double {
    do {
      // The folder is open itself while it is being read.
      return Double(try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").count - 1)
    } catch {
      return .nan
    }
  }

  /// Reads proc(5)'s `/proc/PID/stat`, whose second field, the program's name, may have spaces and brackets in it, and
  /// the machine's start in `/proc/stat`.
  init?(stat: String, machine: String, ticksPerSecond: Double, pageBytes: Double) {
    guard let name = stat.lastIndex(of: ")") else { return nil }
    // From the third field on.
    let fields = stat[stat.index(after: name)...].split(separator: " ").map { Double($0) ?? .nan }
    guard fields.count > 21 else { return nil }
    cpuSeconds = (fields[11] + fields[12]) / ticksPerSecond
    threads = fields[17]
    virtualBytes = fields[20]
    residentBytes = fields[21] * pageBytes
    let boot = machine.split(separator: "\n").first { $0.hasPrefix("btime ") }
      .flatMap { Double($0.dropFirst(6)) }
    startedAt = (boot ?? .nan) + fields[19] / ticksPerSecond
  }
}
