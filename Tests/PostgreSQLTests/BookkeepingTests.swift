import Testing

@testable import PostgreSQL

struct StatementCacheTests {
  private func signature(_ sql: String) -> StatementCache.Signature {
    StatementCache.Signature(sql: sql, types: [])
  }

  @Test func `the least recently used statement makes room`() {
    var cache = StatementCache(capacity: 2)
    #expect(cache.name(for: signature("a")) == .init(name: "p1", isNew: true))
    #expect(cache.name(for: signature("b")) == .init(name: "p2", isNew: true))
    #expect(cache.name(for: signature("a")) == .init(name: "p1", isNew: false))
    #expect(cache.name(for: signature("c")) == .init(name: "p3", isNew: true))
    #expect(cache.takeObsolete() == ["p2"])
    #expect(cache.takeObsolete().isEmpty)
    #expect(cache.name(for: signature("b")).isNew)
    #expect(cache.count == 2)
  }

  @Test func `a forgotten statement is obsolete only if the server has it`() {
    var cache = StatementCache(capacity: 2)
    _ = cache.name(for: signature("a"))
    _ = cache.name(for: signature("b"))
    cache.forget(signature("a"), isOnServer: false)
    cache.forget(signature("b"), isOnServer: true)
    #expect(cache.obsolete == ["p2"])
  }
}

struct CommitScopeTests {
  @Test(
    arguments: [
      // batch, begun idle, failed query, whether a commit may have been done
      (["begin", "x", "commit"], true, nil, true),
      (["begin", "x", "commit"], true, 1, false),
      (["begin", "x", "commit"], true, 2, true),
      (["x"], true, nil, true),
      (["x"], true, 0, false),
      (["x"], false, nil, false),
      (["x", "END"], false, nil, true),
      (["begin", "x"], true, nil, false),
      (["-- note\n /* a /* b */ */ Commit work"], false, nil, true),
      (["committee"], false, nil, false),
    ] as [([String], Bool, Int?, Bool)])
  func `a lost connection's outcome is unknown only where a commit may have been done`(
    batch: [String], startedIdle: Bool, failedQuery: Int?, isUnknown: Bool
  ) {
    let scope = CommitScope(batch.map { Query($0) }, startedIdle: startedIdle)
    #expect(scope.outcomeUnknown(failedQuery: failedQuery) == isUnknown)
  }
}
