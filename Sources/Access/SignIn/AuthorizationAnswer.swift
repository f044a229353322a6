import FEEL

/// What the provider sent the browser back with (OpenID Connect Core §3.1.2.5, §3.1.2.6).
package struct AuthorizationAnswer: Hashable, Sendable {
  let code: String?
  let state: String?
  let error: String?
  /// Who answers (RFC 9207); nil where the provider does not say.
  let issuer: String?

  /// - Parameter parameter: the value of a parameter of the address, decoded; nil for one that is missing.
  package init(_ parameter: (String) -> String?) {
    code = parameter("code")
    state = parameter("state")
    error = parameter("error")
    issuer = parameter("iss")
  }

  /// The code, if the answer is to this attempt.
  ///
  /// - Parameters:
  ///   - attempt: the one of this browser; nil for a browser that has not left, or has come back already.
  ///   - expected: the provider that was asked.
  func code(
    for attempt: AuthorizationAttempt?, from expected: String, at now: Timestamp
  ) throws(SignInFailure) -> String {
    // Told whoever brings it, as it changes nothing: some providers forget the state here.
    if let error { throw error == "access_denied" ? .denied : .refused(Self.harmless(error)) }
    guard let attempt, !attempt.isOver(at: now), let state,
      equalInConstantTime(Array(state.utf8), Array(attempt.state.utf8)),
      issuer.map({ $0 == expected }) ?? true, let code, !code.isEmpty, code.count <= 4_096
    else { throw .stale }
    return code
  }

  /// An error's code has only letters, digits and few signs (RFC 6749 §4.1.2.1); anything else is not passed on.
  private static func harmless(_ code: String) -> String {
    let isCode =
      code.utf8.count <= 60
      && code.utf8.allSatisfy {
        UInt8(ascii: "a")...UInt8(ascii: "z") ~= $0 || $0 == UInt8(ascii: "_")
      }
    return isCode ? code : "unknown"
  }
}
