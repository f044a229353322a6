/// Why a sign-in at the provider did not succeed.
package enum SignInFailure: Error, Hashable, Sendable {
  /// The person did not agree, or may not.
  case denied
  /// The provider gives another reason, by its code.
  case refused(String)
  /// The answer belongs to no sign-in that this browser has begun in the last minutes.
  case stale
  /// The code was used already, or is too old.
  case used
  /// The ID token does not hold, with the reason.
  case invalid(String)
  /// The provider cannot be asked.
  case unavailable(String)

  init(_ failure: TokenFailure) {
    switch failure {
    case .invalid(let reason): self = .invalid(reason)
    case .unavailable(let reason): self = .unavailable(reason)
    }
  }
}
