/// What a password must be like: long, not odd (NIST SP 800-63B §3.1.1).
package enum PasswordRule {
  package static let length = 10...200

  /// What is wrong with a password, whose characters are Unicode's scalars, for the person who chose it; nil when it is good.
  package static func complaint(about password: String, user: String) -> String? {
    guard length.contains(password.unicodeScalars.count) else {
      return "must have \(length.lowerBound) to \(length.upperBound) characters"
    }
    if Set(password).count < 4 { return "must not be the same few characters again and again" }
    if !user.isEmpty, password.lowercased() == user.lowercased() { return "must not be the user" }
    return nil
  }

  /// Four groups of five letters and digits: 100 bits, none of them mistaken for another.
  package static func generate(using generator: inout some RandomNumberGenerator) -> String {
    let letters = Array("abcdefghijkmnpqrstuvwxyz23456789")
    let groups = (0..<4).map { _ in
      String((0..<5).map { _ in letters[Int.random(in: letters.indices, using: &generator)] })
    }
    return groups.joined(separator: "-")
  }
}
