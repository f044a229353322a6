/// Delays between attempts to reconnect: exponential growth with full jitter.
///
/// Each delay is drawn evenly from zero to a ceiling that starts at `initial` and doubles up to
/// `maximum`, so that many clients of one restarted broker do not come back in step.
///
/// ```swift
/// var backoff = Backoff()
/// while true {
///   do { return try await Connection.open(configuration) }
///   catch where error.isRetriable { try await Task.sleep(for: backoff.next()) }
/// }
/// ```
public struct Backoff: Sendable {
  private let initial: Duration
  private let maximum: Duration
  private var ceiling: Duration

  /// - Precondition: `.zero < initial <= maximum`.
  public init(initial: Duration = .milliseconds(100), maximum: Duration = .seconds(5)) {
    precondition(initial > .zero && initial <= maximum)
    self.initial = initial
    self.maximum = maximum
    self.ceiling = initial
  }

  /// The next delay, drawn with the given source of randomness.
  public mutating func next(using generator: inout some RandomNumberGenerator) -> Duration {
    let delay = ceiling * Double.random(in: 0..<1, using: &generator)
    ceiling = min(ceiling * 2, maximum)
    return delay
  }

  /// The next delay, drawn with the system's randomness.
  public mutating func next() -> Duration {
    var generator = SystemRandomNumberGenerator()
    return next(using: &generator)
  }

  /// Starts over; to be called once an attempt has succeeded.
  public mutating func reset() {
    ceiling = initial
  }
}
