import Analysis
import FEEL
import ProcessEngine

/// Reads the cases that an analysis is of, all of them the first time and then those that have changed.
struct CaseLoading {
  /// How many cases are read at once.
  static let page = 5_000

  let reading: any CaseReading
  let model: ProcessModel

  /// The cases of a group as they are now; `ledger` remembers them for the next time.
  ///
  /// - Parameter progress: is told how many cases have been read.
  func account(
    of group: AnalysisQuery.Group, in period: AnalysisPeriod, ledger: inout CaseLedger?,
    progress: @Sendable (Int) -> Void
  ) async throws -> CaseAccount {
    let generation = try await reading.generation()
    // Taken out while it is changed, so that nothing is copied; what fails half-way is read anew.
    if var known = ledger.take(), known.begin == period.begin, group.filter.isStable {
      if generation == known.generation {
        defer { ledger = known }
        return known.account(period)
      }
      let since = known.generation
      known.generation = generation
      if try await read(group.filter, period, since: since, into: &known, progress: progress) {
        defer { ledger = known }
        return known.account(period)
      }
    }
    var fresh = CaseLedger(period, model: model, generation: generation)
    // A case comes twice at most: when it ends between the two passes.
    _ = try await read(group.filter, period, since: nil, into: &fresh, progress: progress)
    let account = fresh.account(period)
    ledger = fresh
    return account
  }

  /// Running orders first: one that ends meanwhile is found among the ended ones then.
  private func read(
    _ filter: OrderFilter, _ period: AnalysisPeriod, since: Int?, into ledger: inout CaseLedger,
    progress: @Sendable (Int) -> Void
  ) async throws -> Bool {
    for part in filter.parts(of: period) {
      var query = CaseQuery(part, since: since, limit: Self.page)
      while true {
        try Task.checkCancellation()
        let cases = try await reading.cases(query)
        for record in cases.lazy.compactMap(CaseRecord.init) {
          guard ledger.take(record, at: period.now) else { return false }
        }
        progress(ledger.count)
        guard cases.count == query.limit, let last = cases.last else { break }
        query.after = last.order
      }
    }
    return true
  }
}

extension OrderFilter {
  /// Whether an order that it lets through will always be let through: whoever has read it need not ask again whether it
  /// still is.
  var isStable: Bool {
    var others = self
    (others.reference, others.buyer, others.outcome, others.currency) = (nil, nil, nil, nil)
    return others == OrderFilter()
  }

  /// The filters that together find the cases of a period: those that run, and those that ended in it or later.
  func parts(of period: AnalysisPeriod) -> [OrderFilter] {
    var common = self
    let placed = self.placed ?? Self.always
    common.placed = placed.clamped(to: Self.always.lowerBound..<period.end)
    var running = common
    running.status = .running
    var ended = common
    ended.status = .ended
    let range = self.ended ?? Self.always
    ended.ended = range.clamped(to: period.begin..<Self.always.upperBound)
    return [running, ended].filter { part in
      (status == nil || part.status == status) && (self.ended == nil || part.status == .ended)
    }
  }

  /// From 1970 to 9999.
  private static let always =
    Timestamp(microseconds: 0)..<Timestamp(microseconds: 253_402_300_799_000_000)
}
