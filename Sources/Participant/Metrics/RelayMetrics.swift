import Metrics

/// What is measured of a lane's relay (docs/metrics.md).
struct RelayMetrics: Sendable {
  private let window = Recorder(label: "duet_relay_window_entries")
  private let confirm = Metrics.Timer(label: "duet_relay_confirm_duration_seconds")
  private let refused = Counter(label: "duet_relay_refused")

  /// A window was confirmed, so long after it was handed over.
  func noteConfirmed(_ entries: Int, after duration: Duration) {
    window.record(entries)
    confirm.record(duration: duration)
  }

  func noteRefused() { refused.increment() }
}
