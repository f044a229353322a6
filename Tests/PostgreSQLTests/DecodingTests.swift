import Foundation
import PostgreSQL
import SplitMix
import Testing

struct DecodingTests {
  @Test func `no bytes whatever make a decoder crash`() {
    var random = SplitMix64(seed: 7)
    for _ in 0..<20_000 {
      var bytes = (0..<Int.random(in: 0...40, using: &random)).map { _ in
        UInt8.random(in: 0...255, using: &random)
      }
      // A plausible head gets the decoder past its first checks.
      if Bool.random(using: &random), bytes.count > 3 {
        bytes.replaceSubrange(0..<4, with: [0, 0, 0, 1])
      }
      decodeAsEverything(bytes)
    }
  }

  private func decodeAsEverything(_ bytes: [UInt8]) {
    func attempt<Value: PostgresDecodable>(_ value: Value.Type, _ type: PostgresType) {
      do throws(DecodingFailure) {
        _ = try Value.decode(bytes.span, type: type)
      } catch {
        // A refusal is as good as a value here: only a crash is not.
        #expect(!error.description.isEmpty)
      }
    }
    attempt(Bool.self, .bool)
    attempt(Int.self, .int8)
    attempt(Double.self, .float8)
    attempt(String.self, .text)
    attempt(UUID.self, .uuid)
    attempt(PostgresTimestamp.self, .timestamptz)
    attempt(PostgresNumeric.self, .numeric)
    attempt(PostgresJSONB.self, .jsonb)
    attempt([Int?].self, .int8Array)
    attempt([String].self, .textArray)
    attempt([PostgresNumeric?].self, .numericArray)
    attempt([[UInt8]].self, .byteaArray)
  }

  @Test(arguments: ["", "-", ".", "1.", ".5", "1e5", "+1", "1,0", "1.2.3", "--1", "٣", "nan"])
  func `a text that is no decimal number is no numeric`(text: String) {
    #expect(PostgresNumeric(text) == nil)
  }

  @Test func `dates outside of all time are the infinities`() {
    #expect(PostgresTimestamp(Date(timeIntervalSince1970: 1e30)) == .infinity)
    #expect(PostgresTimestamp(Date(timeIntervalSince1970: -1e30)) == .past)
    #expect(PostgresTimestamp(Date(timeIntervalSince1970: 1.5)).microseconds == 1_500_000)
  }
}
