import Crypto
import CryptoExtras
import FoundationEssentials

/// A password as it is stored: its scrypt hash (RFC 7914) with the salt and the cost that it was made with.
///
/// Making and checking one takes a tenth of a second and 32 MB on purpose: never on an event loop.
package struct PasswordHash: Hashable, Sendable, CustomStringConvertible {
  /// What guessing costs.
  package struct Cost: Hashable, Sendable {
    /// The binary logarithm of scrypt's N.
    package let logN: Int
    package let r: Int
    package let p: Int

    package init(logN: Int, r: Int, p: Int) {
      self.logN = logN
      self.r = r
      self.p = p
    }

    /// 32 MB: N = 2^15, r = 8, p = 3, one of the equal choices that OWASP's password storage page gives.
    package static let standard = Cost(logN: 15, r: 8, p: 3)
    /// For tests only.
    package static let least = Cost(logN: 4, r: 1, p: 1)

    /// Bounds what a stored text can ask for.
    fileprivate var isSensible: Bool {
      (1...20).contains(logN) && (1...32).contains(r) && (1...16).contains(p)
    }
  }

  package let cost: Cost
  let salt: [UInt8]
  let key: [UInt8]

  private static let keyLength = 32
  package static let saltLength = 16

  /// - Parameter salt: 16 random bytes, never used before.
  package init(_ password: String, salt: [UInt8], cost: Cost = .standard) {
    precondition(salt.count == Self.saltLength && cost.isSensible, "a salt of 16 bytes")
    self.cost = cost
    self.salt = salt
    key = Self.derive(password, salt: salt, cost: cost)
  }

  /// Reads what `description` wrote; nil for anything else.
  package init?(_ text: String) {
    let parts = text.split(separator: "$", omittingEmptySubsequences: true)
    guard parts.count == 4, parts[0] == "scrypt", let cost = Self.cost(parts[1]), cost.isSensible,
      let salt = Data(base64Encoded: String(parts[2])),
      let key = Data(base64Encoded: String(parts[3])), key.count == Self.keyLength, !salt.isEmpty
    else { return nil }
    self.cost = cost
    self.salt = Array(salt)
    self.key = Array(key)
  }

  /// `$scrypt$ln=15,r=8,p=3$salt$key`, both in base64.
  package var description: String {
    let parameters = "ln=\(cost.logN),r=\(cost.r),p=\(cost.p)"
    return
      "$scrypt$\(parameters)$\(Data(salt).base64EncodedString())$\(Data(key).base64EncodedString())"
  }

  /// Whether it is the hash of this password; the time that it takes does not tell how much of it was right.
  package func matches(_ password: String) -> Bool {
    let other = Self.derive(password, salt: salt, cost: cost)
    return equalInConstantTime(other, key)
  }

  private static func cost(_ text: Substring) -> Cost? {
    let numbers = text.split(separator: ",").map { $0.split(separator: "=") }
    guard numbers.map(\.first) == ["ln", "r", "p"], let logN = Int(numbers[0][1]),
      let r = Int(numbers[1][1]), let p = Int(numbers[2][1])
    else { return nil }
    return Cost(logN: logN, r: r, p: p)
  }

  private static func derive(_ password: String, salt: [UInt8], cost: Cost) -> [UInt8] {
    do {
      let key = try KDF.Scrypt.deriveKey(
        from: Array(password.utf8), salt: salt, outputByteCount: keyLength, rounds: 1 << cost.logN,
        blockSize: cost.r, parallelism: cost.p)
      return key.withUnsafeBytes { Array($0) }
    } catch {
      preconditionFailure("scrypt refuses \(cost), whose bounds were checked: \(error)")
    }
  }
}

/// Compares all bytes, whatever the first difference is.
package func equalInConstantTime(_ left: [UInt8], _ right: [UInt8]) -> Bool {
  guard left.count == right.count else { return false }
  var difference: UInt8 = 0
  for (one, other) in zip(left, right) { difference |= one ^ other }
  return difference == 0
}

extension PasswordHash {
  /// Nobody's password: checked for users that do not exist, so that they take as long as others.
  package static func decoy(cost: Cost) -> PasswordHash {
    PasswordHash(cost: cost, salt: [UInt8](repeating: 0, count: saltLength), key: [])
  }

  private init(cost: Cost, salt: [UInt8], key: [UInt8]) {
    self.cost = cost
    self.salt = salt
    self.key = key
  }
}
