import Access
import FEEL
import Testing

struct SessionTests {
  @Test func `a token is read back, and its digest does not show it`() throws {
    var generator = SystemRandomNumberGenerator()
    let token = SessionToken(using: &generator)
    #expect(SessionToken(token.text) == token)
    #expect(token.text.count == 5 + 43)
    #expect(token.digest.count == 32)
    #expect(token != SessionToken(using: &generator))
  }

  @Test(arguments: ["", "duet_", "duet_AAAA", "eyJhbGciOiJub25lIn0.e30.", "duet_!"])
  func `other texts are no tokens`(text: String) { #expect(SessionToken(text) == nil) }

  @Test func `a page's token is bound to its session`() {
    var generator = SystemRandomNumberGenerator()
    let (one, other) = (SessionToken(using: &generator), SessionToken(using: &generator))
    #expect(one.isCSRFToken(one.csrfToken))
    #expect(!one.isCSRFToken(other.csrfToken))
    #expect(!one.isCSRFToken(""))
    #expect(!one.text.contains(one.csrfToken))
  }

  @Test func `a session ends unused, and at its time`() {
    let limits = SessionLimits(hours: 12)
    func isOver(usedAt: Double, now: Double) -> Bool {
      let session = Session(
        digest: [], user: "anna", kind: .web, createdAt: hours(0), usedAt: hours(usedAt),
        expiresAt: hours(12))
      return limits.isOver(session, at: hours(now))
    }
    #expect(!isOver(usedAt: 0, now: 1.9))
    #expect(isOver(usedAt: 0, now: 2))
    #expect(!isOver(usedAt: 11, now: 11.9))
    #expect(isOver(usedAt: 11.9, now: 12))
  }

  private func hours(_ number: Double) -> Timestamp {
    Timestamp(microseconds: Int64(number * 3_600_000_000))
  }
}
