import FEEL
import FoundationEssentials
import JWTKit

/// The public keys of an issuer at one time (RFC 7517 §5), those that can sign tokens for this party.
struct KeySet: Sendable {
  private struct Key: Sendable {
    let type: String
    /// Nil when it may be used with every algorithm of its type.
    let algorithm: String?
    let verifier: JWTKeyCollection
  }

  private let keys: [String: Key]

  var isEmpty: Bool { keys.isEmpty }

  /// Reads a key set; keys of other kinds in it are left out.
  init(json: [UInt8]) async throws(TokenFailure) {
    let list: [Value]
    do { list = try Value(json: json)["keys"].list ?? [] } catch {
      throw .unavailable("the issuer's keys cannot be read: \(error)")
    }
    var keys: [String: Key] = [:]
    for value in list.prefix(Self.limit) {
      guard let id = value["kid"].string, let type = value["kty"].string, keys[id] == nil,
        TokenAlgorithm.allCases.contains(where: { $0.keyType == type }),
        (value["use"].string ?? "sig") == "sig", value["d"] == .null
      else { continue }
      guard let verifier = await Self.verifier(value) else { continue }
      keys[id] = Key(type: type, algorithm: value["alg"].string, verifier: verifier)
    }
    self.keys = keys
  }

  /// The most keys that are read.
  private static let limit = 100

  /// Nil for a key that is damaged, or of a kind that is not known here.
  private static func verifier(_ value: Value) async -> JWTKeyCollection? {
    do {
      let key = try JSONDecoder().decode(JWK.self, from: Data(value.json()))
      let collection = JWTKeyCollection()
      try await collection.add(jwk: key)
      return collection
    } catch {
      return nil
    }
  }

  /// Whether there is a key for a token that names it so, or names none.
  func has(_ id: String?) -> Bool { key(id) != nil }

  /// Without a name there must be no choice.
  private func key(_ id: String?) -> Key? {
    guard let id else { return keys.count == 1 ? keys.first?.value : nil }
    return keys[id]
  }

  /// Whether a token was signed with one of the keys, with the key's own algorithm.
  func verify(_ token: BearerToken, text: String) async throws(TokenFailure) {
    guard let key = key(token.keyID), key.type == token.algorithm.keyType,
      key.algorithm == nil || key.algorithm == token.algorithm.rawValue
    else { throw .invalid("its key is not one of the issuer's") }
    do { _ = try await key.verifier.verify(text, as: AnyPayload.self) } catch {
      throw .invalid("its signature does not hold")
    }
  }

  /// The claims are read and checked elsewhere, by the party's own clock.
  private struct AnyPayload: JWTPayload {
    init(from decoder: any Decoder) {}
    func encode(to encoder: any Encoder) {}
    func verify(using algorithm: some JWTAlgorithm) {}
  }
}
