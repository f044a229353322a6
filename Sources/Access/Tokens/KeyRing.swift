import FEEL

/// Gets documents of the issuer.
package protocol DocumentSource: Sendable {
  /// - Returns: the body, and how long it may be kept, where the answer says so.
  func document(at url: String) async throws(TokenFailure) -> (body: [UInt8], freshFor: Duration?)
}

/// The issuer's keys as last heard, asked for again when they are old or when a token names one that is not among them.
actor KeyRing {
  /// How often an unknown key may make the party ask: anybody can name one.
  static let refetchInterval = Duration.seconds(10)
  /// How long keys are kept when the issuer does not say.
  static let usualFreshness = Duration.seconds(300)
  static let longestFreshness = Duration.seconds(24 * 3600)
  /// How long old keys go on being used when the issuer cannot be reached.
  static let grace = Duration.seconds(3600)

  private let issuer: TokenIssuer
  private let source: any DocumentSource
  private var keys: KeySet?
  private var freshUntil = Timestamp(microseconds: 0)
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
    if !isDoubted, let keys, keys.has(id), now < freshUntil { return keys }
    var failure: TokenFailure?
    let mayAsk = triedAt.map { now >= $0.adding(Self.refetchInterval) || now < $0 } ?? true
    if isFetching || mayAsk {
      do { try await refresh(at: now) } catch { failure = error }
    }
    guard let keys, now < freshUntil.adding(Self.grace) else {
      throw failure ?? .unavailable("the issuer's keys are not known yet")
    }
    return keys
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
    let answer = try await source.document(at: keysURL(in: discovery))
    let fresh = try await KeySet(json: answer.body)
    guard !fresh.isEmpty else { throw .unavailable("the issuer gives no keys that can be used") }
    keys = fresh
    let time = min(answer.freshFor ?? Self.usualFreshness, Self.longestFreshness)
    freshUntil = now.adding(max(time, Self.refetchInterval))
  }

  private func keysURL(in discovery: [UInt8]) throws(TokenFailure) -> String {
    let document: Value
    do { document = try Value(json: discovery) } catch {
      throw .unavailable("the issuer's discovery document cannot be read: \(error)")
    }
    // OpenID Connect Discovery §4.3: otherwise somebody else's document could be given out as the issuer's.
    guard document["issuer"].string == issuer.issuer else {
      throw .unavailable("the discovery document is of another issuer")
    }
    guard let url = document["jwks_uri"].string else {
      throw .unavailable("the discovery document does not say where the keys are")
    }
    let isSafe =
      url.hasPrefix("https://") || (issuer.issuer.hasPrefix("http://") && url.hasPrefix("http://"))
    guard isSafe else { throw .unavailable("the issuer's keys are not on https") }
    return url
  }
}
