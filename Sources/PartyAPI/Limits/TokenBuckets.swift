import HTTPTypes
import Hummingbird
import Locks

/// How much somebody may ask in a time.
package struct RateLimit: Hashable, Sendable {
  /// Requests in a row, after a rest.
  package let burst: Int
  /// Requests a second in the long run.
  package let perSecond: Int

  /// - Parameter burst: at least 1.
  /// - Parameter perSecond: at least 1.
  package init(burst: Int, perSecond: Int) {
    precondition(burst > 0 && perSecond > 0, "a rate limit lets something through")
    self.burst = burst
    self.perSecond = perSecond
  }

  /// Far more than people and their scripts ask, and less than what a loop without a pause does.
  package static let usual = RateLimit(burst: 2000, perSecond: 500)
}

/// A bucket of tokens for each caller: every request takes one, and `perSecond` come back each second.
final class TokenBuckets: Sendable {
  struct Answer: Hashable, Sendable {
    let isAllowed: Bool
    /// Whole tokens left.
    let remaining: Int
    /// Until the bucket is full again.
    let reset: Duration
  }

  private struct Bucket: Sendable {
    var tokens: Double
    var at: ContinuousClock.Instant
  }

  private let limit: RateLimit
  /// Beyond so many callers the full buckets, which say nothing, are forgotten; if none is full, all are.
  private let capacity: Int
  private let buckets = Locked<[String: Bucket]>([:])

  init(_ limit: RateLimit, capacity: Int = 10_000) {
    self.limit = limit
    self.capacity = capacity
  }

  /// Takes a token of the caller, if there is one.
  func take(_ caller: String, at now: ContinuousClock.Instant) -> Answer {
    buckets.withLock { buckets in
      if buckets.count >= capacity && buckets[caller] == nil { forget(&buckets, at: now) }
      var bucket = refilled(
        buckets[caller] ?? Bucket(tokens: Double(limit.burst), at: now), at: now)
      let isAllowed = bucket.tokens >= 1
      if isAllowed { bucket.tokens -= 1 }
      buckets[caller] = bucket
      let missing = (Double(limit.burst) - bucket.tokens) / Double(limit.perSecond)
      return Answer(
        isAllowed: isAllowed, remaining: Int(bucket.tokens), reset: .seconds(missing))
    }
  }

  private func refilled(_ bucket: Bucket, at now: ContinuousClock.Instant) -> Bucket {
    let gained = max(0, (now - bucket.at) / .seconds(1)) * Double(limit.perSecond)
    return Bucket(tokens: min(Double(limit.burst), bucket.tokens + gained), at: now)
  }

  private func forget(_ buckets: inout [String: Bucket], at now: ContinuousClock.Instant) {
    buckets = buckets.filter { refilled($0.value, at: now).tokens < Double(limit.burst) }
    if buckets.count >= capacity { buckets.removeAll() }
  }
}
