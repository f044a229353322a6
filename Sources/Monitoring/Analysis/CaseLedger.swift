import Analysis
import FEEL
import ProcessEngine

/// The cases of one group as they are known, so that only what has changed has to be read again.
///
/// What has ended is in an account; what runs is kept as it is, because it goes on changing.
struct CaseLedger {
  private(set) var settled: CaseAccount
  /// What was taken into the account, by a digest: an order that has ended may come again without having changed.
  private var digests: [InstanceID: Int] = [:]
  private var open: [InstanceID: CaseRecord] = [:]
  private let model: ProcessModel
  /// Up to which change of the projection the cases are known.
  var generation: Int

  init(_ period: AnalysisPeriod, model: ProcessModel, generation: Int) {
    settled = CaseAccount(period, model: model)
    self.model = model
    self.generation = generation
  }

  var count: Int { digests.count + open.count }
  var begin: Timestamp { settled.period.begin }

  /// - Returns: false when a case has changed that is in the account already: everything has to be read again then.
  mutating func take(_ record: CaseRecord, at now: Timestamp) -> Bool {
    if let known = digests[record.order] { return known == record.hashValue }
    let isSettled = record.endedAt.map { $0 < min(now, settled.period.until) } ?? false
    if isSettled, record.stays.allSatisfy({ $0.leftAt.map { $0 <= now } ?? false }) {
      open[record.order] = nil
      digests[record.order] = record.hashValue
      settled.add(record)
    } else {
      open[record.order] = record
    }
    return true
  }

  /// Everything that is known, as of a time.
  func account(_ period: AnalysisPeriod) -> CaseAccount {
    var account = settled.continued(until: period)
    for record in open.values { account.add(record) }
    return account
  }
}

extension CaseRecord {
  fileprivate var stays: some Sequence<Stay> { sides.lazy.flatMap(\.stays) }
}
