/// What was sent in one round trip and what has been answered so far.
///
/// A value without I/O. libpq gives the results in the order of the steps: per step one result and
/// then nil, but no nil after a synchronisation (libpq manual, "Pipeline Mode").
struct Exchange {
  enum Step {
    /// Freeing an obsolete prepared statement; failure is of no consequence.
    case deallocate
    case prepare(StatementCache.Signature)
    case execute(query: Int)
    case synchronize
  }

  /// What a result means, apart from its rows.
  enum Outcome {
    case success
    case failure(ServerError)
    /// Skipped, because an earlier step failed.
    case aborted
    case synchronized
  }

  private(set) var steps: [Step] = []
  private var next = 0
  private var hasResult = false

  private(set) var results: [QueryResult] = []
  /// The first failure of a query or of its preparation.
  private(set) var failure: ServerError?
  /// Statements that were to be prepared and were not.
  private(set) var unprepared: [StatementCache.Signature] = []

  var isComplete: Bool { next == steps.count }

  mutating func append(_ step: Step) {
    steps.append(step)
  }

  mutating func reserve(queries count: Int) {
    steps.reserveCapacity(count + 1)
    results.reserveCapacity(count)
  }

  /// The number of the query that the next result belongs to.
  var currentQuery: Int { results.count }

  /// Notes the result of the current step.
  mutating func receive(
    _ outcome: Outcome, _ handle: consuming ResultHandle
  ) throws(PostgreSQLError) {
    guard !isComplete, !hasResult else {
      throw .protocolViolation(reason: "a result that belongs to no query", outcomeUnknown: false)
    }
    switch (steps[next], outcome) {
    case (.synchronize, .synchronized):
      next += 1
      return
    case (.synchronize, .failure(let error)):
      // The implicit transaction commits here, and a deferred constraint fails here. The
      // synchronisation's own result still follows.
      failure = failure ?? error
      return
    case (.synchronize, _), (_, .synchronized):
      throw .protocolViolation(
        reason: "the pipeline and its answers are out of step", outcomeUnknown: false)
    case (.deallocate, _), (.prepare, .success):
      break
    case (.prepare(let signature), .failure(let error)):
      failure = failure ?? error
      unprepared.append(signature)
    case (.prepare(let signature), .aborted):
      unprepared.append(signature)
    case (.execute, .success):
      results.append(QueryResult(handle))
    case (.execute, .failure(let error)):
      failure = failure ?? error
    case (.execute, .aborted):
      break
    }
    hasResult = true
  }

  /// Notes the nil that ends the results of one step.
  mutating func endOfStep() throws(PostgreSQLError) {
    // The nil after an error of the synchronisation ends nothing.
    if !isComplete, case .synchronize = steps[next], failure != nil { return }
    guard hasResult else {
      throw .protocolViolation(reason: "a query without a result", outcomeUnknown: false)
    }
    hasResult = false
    next += 1
  }
}
