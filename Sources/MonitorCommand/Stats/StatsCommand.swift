import Analysis
import ArgumentParser
import FEEL
import MonitorStorage
import Monitoring
import Settings
import Terminal

/// `monitor stats`
struct StatsCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stats", abstract: "Print how the process performs, and how sure that is.",
    discussion: """
      EXAMPLES
        monitor stats
        monitor stats --period 24h --target 2d
        monitor stats --from 2026-11-01 --to 2026-12-01 --filter buyer:ACME
        monitor stats --filter outcome:Completed --compare outcome:Rejected
        monitor stats --compare previous
        monitor stats --from 2026-11-01 --to 2026-12-01 --compare 2026-10-01..2026-11-01
        monitor stats -o json | jq .report.leadTime.completed

      FIELDS of --filter and --compare
        buyer, reference, outcome, sku, currency, element, text

      Percentiles are exact. What has too few orders for a confidence interval is not told. Orders that still run count as
      lasting at least as long as they have (Kaplan-Meier). Times are in UTC; durations in JSON are seconds.
      """)

  @Option(help: "So much time back from now: 90m, 24h, 7d, 4w.", transform: Span.init(parsing:))
  var period: Span?

  @Option(help: "The beginning, a day or a time.", transform: MomentArgument.time)
  var from: Timestamp?

  @Option(help: "The end, a day or a time.", transform: MomentArgument.time)
  var to: Timestamp?

  @Option(help: "Only orders with this: FIELD:VALUE. May be given several times.")
  var filter: [FilterTerm] = []

  @Option(
    help:
      "Hold it against the period before (previous), another one (FROM..TO, days or times), or orders with FIELD:VALUE."
  )
  var compare: StatsComparison?

  @Option(
    help: "Within what time an order should be done: 36h, 3d.", transform: Span.init(parsing:))
  var target: Span?

  @Option(help: "How many variants, people and orders are listed, 1 to 1000.")
  var limit = 10

  @Option(name: [.customShort("o"), .customLong("output")], help: "How it is printed.")
  var format: OutputFormat = .table

  func validate() throws {
    guard (1...1000).contains(limit) else { throw ValidationError("--limit must be 1 to 1000.") }
    if period != nil, from != nil || to != nil {
      throw ValidationError("Give either --period or --from and --to.")
    }
    if to != nil, from == nil { throw ValidationError("--to needs --from.") }
    if let from, let to, from >= to { throw ValidationError("--from must be before --to.") }
  }

  func run() async throws {
    let console = Console.current
    try await console.report {
      let settings = try await console.settings
      let now = try settings.clock.now
      let model: ProcessModel
      let map = settings.map
      model = ProcessModel(try settings.definitions) { map.label(of: $0) }
      let database = MonitorDatabase(try settings.database)
      let result: AnalysisResult
      do {
        var run = AnalysisRun(query, reading: database, model: model)
        result = try await run.result(at: now) { console.showProgress?("\($0) orders read") }
      } catch {
        await database.close()
        if error is AnalysisRun.EmptyPeriod {
          throw MonitorFailure(.usage, "The period has not begun.")
        }
        throw error
      }
      await database.close()
      console.showProgress?("")
      print(result, console)
    }
  }

  private var query: AnalysisQuery {
    let span = period?.seconds ?? 7 * 86_400
    let chosen: AnalysisQuery.Period =
      from.map { .between($0, to) } ?? .last(seconds: span)
    var own = OrderFilter()
    for term in filter { term.apply(to: &own) }
    let group = AnalysisQuery.Group(chosen, own)
    return AnalysisQuery(
      group, comparison: compare?.group(besides: group),
      target: target.map { Double($0.seconds) }, listed: limit)
  }

  private func print(_ result: AnalysisResult, _ console: Console) {
    switch format {
    case .json, .jsonl: console.print(json: result.json)
    case .table:
      let tables = ReportTables(result.report)
      for section in tables.sections { section.print(to: console) }
      if let comparison = result.comparison {
        for section in ComparisonTables(comparison).sections { section.print(to: console) }
      }
    }
  }
}
