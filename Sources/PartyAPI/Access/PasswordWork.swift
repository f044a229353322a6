import Access
import NIOPosix

/// Makes and checks passwords on threads of their own, because that takes a tenth of a second on purpose.
struct PasswordWork: Sendable {
  let cost: PasswordHash.Cost

  func hash(_ password: String) async throws -> PasswordHash {
    let cost = cost
    return try await NIOThreadPool.singleton.runIfActive {
      var generator = SystemRandomNumberGenerator()
      let salt = (0..<PasswordHash.saltLength).map { _ in
        UInt8.random(in: .min ... .max, using: &generator)
      }
      return PasswordHash(password, salt: salt, cost: cost)
    }
  }

  /// As slow for somebody who has no password.
  func matches(_ password: String, _ hash: PasswordHash?) async throws -> Bool {
    let expected = hash ?? PasswordHash.decoy(cost: cost)
    return try await NIOThreadPool.singleton.runIfActive { expected.matches(password) }
  }
}
