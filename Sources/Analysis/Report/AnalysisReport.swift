package import Statistics

/// What the orders of a period tell of the process: every number with how many it is of and how sure it is.
///
/// All durations are seconds. The same cases, in whatever order, give the same report.
package struct AnalysisReport: Hashable, Sendable {
  /// What is asked of the cases, besides the period.
  package struct Request: Hashable, Sendable {
    /// Within how many seconds an order should be done; nil when nothing is promised.
    package var target: Double?
    /// How many variants, people and orders are listed one by one.
    package var listed: Int
    /// What the drawing of random numbers begins with: the same seed gives the same intervals.
    package var seed: UInt64

    package init(target: Double? = nil, listed: Int = 10, seed: UInt64 = 0) {
      self.target = target
      self.listed = listed
      self.seed = seed
    }
  }

  package let period: AnalysisPeriod
  /// How many orders were there at some time of the period.
  package let orders: Int
  package let flow: FlowReport
  package let leadTime: LeadTimeReport
  package let outcomes: [OutcomeReport]
  /// In the order of the drawing.
  package let steps: [StepReport]
  /// The flow nodes at which tokens waited within the period, by how much.
  package let waiting: Pareto<String>
  package let gateways: [GatewayReport]
  /// By party.
  package let variants: [VariantReport]
  package let rework: ReworkReport
  /// nil when nothing is promised.
  package let target: TargetReport?
  package let dueDates: DueReport
  package let atRisk: RiskReport
  package let work: WorkReport
  package let stability: StabilityReport
  package let forecast: ForecastReport

  /// - Parameter paths: the flow nodes entered and the sequence flows taken, these with a `>` before their ids, by path.
  package init(
    _ account: CaseAccount, paths: [CaseRecord.PathID: [String]], _ request: Request = Request()
  ) {
    let life = OrderLife(account)
    let survival = KaplanMeier(life.lifetimes)
    let through = account.ordersThrough(paths)
    period = account.period
    orders = account.count
    flow = FlowReport(account, life)
    leadTime = LeadTimeReport(life, survival)
    outcomes = OutcomeReport.all(account, life)
    steps = StepReport.all(account, orders: through)
    waiting = Pareto(
      steps.filter { $0.waitingWithin > 0 }.map { (label: $0.element, amount: $0.waitingWithin) })
    gateways = GatewayReport.all(account, paths, orders: through)
    variants = VariantReport.all(account, paths, listed: request.listed)
    rework = ReworkReport(account, paths)
    target = request.target.map {
      TargetReport($0, account, life, survival)
    }
    dueDates = DueReport(account)
    atRisk = RiskReport(account, survival, target: request.target, listed: request.listed)
    work = WorkReport(account, listed: request.listed)
    stability = StabilityReport(account, life)
    forecast = ForecastReport(account, life, survival, listed: request.listed)
  }
}
