package import Analysis
package import FEEL

/// What came out of an analysis.
package struct AnalysisResult: Hashable, Sendable {
  package let report: AnalysisReport
  /// nil when nothing was compared.
  package let comparison: Comparison?
  package let asOf: Timestamp

  /// For programs.
  package var json: Value {
    .context([
      "asOf": .string(asOf.description), "report": report.json,
      "comparison": comparison?.json ?? .null,
    ])
  }
}

/// One question that is answered again and again, each time from what has changed.
package struct AnalysisRun: Sendable {
  /// The period has not begun, or has no length.
  package struct EmptyPeriod: Error {}

  package let query: AnalysisQuery
  private let loading: CaseLoading
  private var ledger: CaseLedger?
  private var otherLedger: CaseLedger?

  package init(_ query: AnalysisQuery, reading: any CaseReading, model: ProcessModel) {
    self.query = query
    loading = CaseLoading(reading: reading, model: model)
  }

  /// How many cases are in memory.
  var cases: Int { (ledger?.count ?? 0) + (otherLedger?.count ?? 0) }

  /// - Parameter progress: is told how many cases have been read.
  /// - Throws: `EmptyPeriod`, and what the store throws.
  @concurrent
  package mutating func result(
    at now: Timestamp, progress: @Sendable (Int) -> Void = { _ in }
  ) async throws -> AnalysisResult {
    guard let period = query.group.period.resolved(at: now) else { throw EmptyPeriod() }
    let account = try await loading.account(
      of: query.group, in: period, ledger: &ledger, progress: progress)
    var paths = try await loading.reading.variants().paths(of: account)
    guard let other = query.comparison else {
      return AnalysisResult(
        report: AnalysisReport(account, paths: paths, query.request), comparison: nil, asOf: now)
    }
    guard let otherPeriod = other.period.resolved(at: now) else { throw EmptyPeriod() }
    let read = account.count
    let otherAccount = try await loading.account(of: other, in: otherPeriod, ledger: &otherLedger) {
      progress(read + $0)
    }
    paths.merge(try await loading.reading.variants().paths(of: otherAccount)) { first, _ in first }
    let comparison = Comparison(account, otherAccount, paths: paths, query.request)
    return AnalysisResult(report: comparison.first, comparison: comparison, asOf: now)
  }

  /// Forgets the cases: the next answer reads all of them again.
  mutating func forget() {
    ledger = nil
    otherLedger = nil
  }
}
