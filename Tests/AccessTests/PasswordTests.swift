import Access
import Testing

struct PasswordTests {
  private let salt = (0..<16).map { UInt8($0) }

  @Test func `a hash is read back as it was written, and fits its password only`() throws {
    let hash = PasswordHash("correct horse", salt: salt, cost: .least)
    let read = try #require(PasswordHash(hash.description))
    #expect(read == hash)
    #expect(read.matches("correct horse"))
    #expect(!read.matches("correct horsf"))
    #expect(!read.matches(""))
    #expect(hash.description.hasPrefix("$scrypt$ln=4,r=1,p=1$"))
  }

  @Test func `the key is that of RFC 7914`() throws {
    // §12, the second vector: the password "password" and the salt "NaCl"; the first 32 of its 64 bytes.
    let text = "$scrypt$ln=10,r=8,p=16$TmFDbA==$/bq+HJ00cgB4VucZDQHp/nxq18vII3gw53N2Y0s3MWI="
    #expect(try #require(PasswordHash(text)).matches("password"))
  }

  @Test func `the same password under another salt is another hash`() {
    let other = PasswordHash("correct horse", salt: salt.reversed(), cost: .least)
    #expect(other != PasswordHash("correct horse", salt: salt, cost: .least))
  }

  @Test func `nobody's password fits nothing`() {
    #expect(!PasswordHash.decoy(cost: .least).matches("correct horse"))
  }

  @Test(arguments: [
    "", "$scrypt$", "$bcrypt$ln=4,r=1,p=1$AAAA$AAAA", "$scrypt$ln=99,r=1,p=1$AAAA$AAAA",
    "$scrypt$ln=4,r=1$AAAA$AAAA", "$scrypt$ln=4,r=1,p=1$AAAA$AAAA", "$scrypt$ln=4,r=1,p=1$$",
  ])
  func `other texts are no hashes`(text: String) { #expect(PasswordHash(text) == nil) }

  @Test(arguments: [
    ("short", false), ("long enough for all", true), ("aaaaaaaaaaaaaa", false),
    ("anna.keller@example.com", false), (String(repeating: "abcde", count: 41), false),
  ])
  func `a password is long and not all the same`(password: String, isGood: Bool) {
    let complaint = PasswordRule.complaint(about: password, user: "anna.keller@example.com")
    #expect((complaint == nil) == isGood)
  }

  @Test func `a made password is good`() {
    var generator = SystemRandomNumberGenerator()
    let password = PasswordRule.generate(using: &generator)
    #expect(password.count == 23)
    #expect(PasswordRule.complaint(about: password, user: "anna") == nil)
    #expect(password != PasswordRule.generate(using: &generator))
  }

  @Test(arguments: [(1, 0), (5, 0), (6, 2), (7, 4), (8, 8), (14, 512), (15, 900), (500, 900)])
  func `each failure doubles the wait`(failures: Int, seconds: Int) {
    #expect(LockOut.user.delay(after: failures) == .seconds(seconds))
  }
}
