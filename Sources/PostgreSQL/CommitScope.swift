/// What a batch does to the transaction, as far as it matters when the connection breaks.
struct CommitScope {
  /// The first query whose success may make writes permanent; nil when none does.
  ///
  /// Outside of a transaction block everything up to the synchronisation is one transaction that
  /// commits there, so the position is the end of the batch.
  let firstCommit: Int?

  /// Whether the batch opened the transaction that it may leave behind.
  let startedIdle: Bool

  init(_ batch: [Query], startedIdle: Bool) {
    self.startedIdle = startedIdle
    if let commit = batch.firstIndex(where: \.isCommit) {
      firstCommit = commit
    } else if startedIdle, !batch.contains(where: \.isBegin) {
      firstCommit = batch.count
    } else {
      firstCommit = nil
    }
  }

  /// Whether writes may have become permanent when the connection broke.
  ///
  /// - Parameters:
  ///   - failedQuery: the query for which the server reported an error; nil when it only fell silent.
  func outcomeUnknown(failedQuery: Int?) -> Bool {
    guard let firstCommit else { return false }
    guard let failedQuery else { return true }
    // A failing statement before the commit keeps the commit from being done. At the position of
    // an implicit commit the last statement may have been done already.
    return failedQuery >= firstCommit
  }
}
