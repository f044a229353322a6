import FEEL

/// Gets documents of the issuer.
package protocol DocumentSource: Sendable {
  /// - Returns: the body, and how long it may be kept, where the answer says so.
  func document(at url: String) async throws(TokenFailure) -> (body: [UInt8], freshFor: Duration?)
}

/// The issuer's keys, and what it says of itself, as last heard: asked for again when they are old or when a token names a
/// key that is not among them.
actor KeyRing {
  /// How often an unknown key may make the party ask: anybody can name one.
  static let refetchInterval = Duration.seconds(10)
  /// How long keys are kept when the issuer does not say.
  static let usualFreshness = Duration.seconds(300)
  static let longestFreshness = Duration.seconds(24 * 3600)
  /// How long old keys go on being used when the issuer cannot be reached.
  static let grace = Duration.seconds(3600)

  private struct Heard {
    let metadata: ProviderMetadata
    let keys: KeySet
    let freshUntil: Timestamp
  }

  private let issuer: TokenIssuer
  private let source: any DocumentSource
  private var heard: Heard?
  private var triedAt: Timestamp?
  private var isFetching = false
  private var waiting: [CheckedContinuation<Void, Never>] = []

  init(issuer: TokenIssuer, source: any DocumentSource) {
    self.issuer = issuer
    self.source = source
  }

  /// The keys, with `id` among them if the issuer has it.
  ///
  /// - Parameter isDoubted: a signature did not hold under the keys that are known, which may have changed.
  func keys(
    for id: String?, at now: Timestamp, isDoubted: Bool = false
  ) async throws(TokenFailure) -> KeySet {
    try await heard(at: now) { !isDoubted && $0.keys.has(id) }.keys
  }

  /// Where to sign in, and how.
  func metadata(at now: Timestamp) async throws(TokenFailure) -> ProviderMetadata {
    try await heard(at: now) { _ in true }.metadata
  }

  /// What is known while it is fresh and enough, else what the issuer says now.
  private func heard(
    at now: Timestamp, unless isEnough: (Heard) -> Bool
  ) async throws(TokenFailure) -> Heard {
    if let heard, now < heard.freshUntil, isEnough(heard) { return heard }
    var failure: TokenFailure?
    let mayAsk = triedAt.map { now >= $0.adding(Self.refetchInterval) || now < $0 } ?? true
    if isFetching || mayAsk {
      do { try await refresh(at: now) } catch { failure = error }
    }
    guard let heard, now < heard.freshUntil.adding(Self.grace) else {
      throw failure ?? .unavailable("the issuer's keys are not known yet")
    }
    return heard
  }

  /// One request at a time; whoever comes meanwhile waits for it.
  private func refresh(at now: Timestamp) async throws(TokenFailure) {
    if isFetching {
      await withCheckedContinuation { waiting.append($0) }
      return
    }
    isFetching = true
    triedAt = now
    defer {
      isFetching = false
      for one in waiting { one.resume() }
      waiting = []
    }
    let discovery = try await source.document(at: issuer.discoveryURL).body
    let metadata = try ProviderMetadata(json: discovery, of: issuer)
    let answer = try await source.document(at: metadata.keysURL)
    let keys = try await KeySet(json: answer.body)
    guard !keys.isEmpty else { throw .unavailable("the issuer gives no keys that can be used") }
    let time = min(answer.freshFor ?? Self.usualFreshness, Self.longestFreshness)
    heard = Heard(
      metadata: metadata, keys: keys, freshUntil: now.adding(max(time, Self.refetchInterval)))
  }
}
