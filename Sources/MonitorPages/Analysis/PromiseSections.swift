import Analysis
import Charts
import ProcessEngine
import Statistics
import WebPages

/// What was promised, what is to be expected, and who works on it.
struct PromiseSections {
  private let report: AnalysisReport
  private let address: AnalysisAddress
  private let page: PageRequest
  private let words: AnalysisWords
  private var texts: Catalogue { page.texts }

  init(_ report: AnalysisReport, _ address: AnalysisAddress, _ page: PageRequest) {
    self.report = report
    self.address = address
    self.page = page
    words = AnalysisWords(page)
  }

  var all: [AnalysisSection] { [target, forecast, work] }

  private func columns(_ left: [String], _ right: [String]) -> [TableModel.Column] {
    left.map { .init(texts[$0]) } + right.map { .init(texts[$0], isRight: true) }
  }

  private func order(_ id: InstanceID, _ reference: String?) -> TableModel.Cell {
    .init(reference ?? id.description, link: "/ui/orders/\(id)")
  }

  private func places(_ elements: [String]) -> TableModel.Cell {
    .init(elements.map(page.label).joined(separator: ", "))
  }

  private var target: AnalysisSection {
    let overdue = (
      text: texts["analysis.target.overdue"], href: address.orders([("overdue", "1")])
    )
    guard let target = report.target else {
      return AnalysisSection(
        id: "target", title: texts["analysis.target"], notes: [texts["analysis.target.none"]],
        link: overdue)
    }
    let rows = target.atRisk.map { risk -> [TableModel.Cell] in
      [
        order(risk.order, risk.reference), places(risk.elements), .init(words.duration(risk.age)),
        .init(late(risk.late)),
      ]
    }
    return AnalysisSection(
      id: "target", title: texts["analysis.target"],
      notes: [
        texts(
          "analysis.target.note",
          [
            "target": words.duration(target.target), "late": words.percent(target.late),
            "completed": words.proportion(target.lateOfCompleted),
            "now": words.number(target.lateNow), "running": words.number(target.running),
          ])
      ], link: overdue,
      tables: [
        TableModel(
          caption: texts["analysis.target.atRisk"],
          columns: columns(
            ["analysis.order", "live.place"], ["analysis.age", "analysis.target.late"]), rows: rows)
      ])
  }

  private func late(_ probability: RemainingProbability) -> String {
    switch probability {
    case .known(let probability): words.percent(probability)
    case .atMost(let probability): "≤ \(words.percent(probability))"
    case .unknown: AnalysisWords.nothing
    }
  }

  private var forecast: AnalysisSection {
    let rows = report.forecast.orders.map { order -> [TableModel.Cell] in
      [
        self.order(order.order, order.reference), places(order.elements),
        .init(words.duration(order.age)),
      ]
        + order.forecast.bounds.map { bound in
          .init(
            bound.remaining.map { page.formats.time(report.period.time(report.period.length + $0)) }
              ?? AnalysisWords.nothing)
        }
    }
    let tested = report.forecast.backTest.coverage.map { part -> [TableModel.Cell] in
      [
        .init(words.percent(part.probability)), .init(words.proportion(part.kept)),
        .init(words.number(part.kept.trials)), .init(words.number(part.undecided)),
        .init(words.number(part.unknown)),
      ]
    }
    return AnalysisSection(
      id: "forecast", title: texts["analysis.forecast"], notes: [texts["analysis.forecast.note"]],
      link: (texts["analysis.forecast.all"], address.orders([("state", "running")])),
      tables: [
        TableModel(
          caption: texts["analysis.forecast"],
          columns: columns(
            ["analysis.order", "live.place"],
            ["analysis.age", "analysis.by50", "analysis.by85", "analysis.by95"]), rows: rows),
        TableModel(
          caption: texts["analysis.backTest"],
          columns: columns(
            ["analysis.promised"],
            ["analysis.kept", "analysis.judged", "analysis.undecided", "analysis.unknown"]),
          rows: tested),
      ])
  }

  private var work: AnalysisSection {
    let handovers = report.work.handovers.map { handover -> [TableModel.Cell] in
      [
        .init("\(handover.from) → \(handover.to)"), .init(texts.model(handover.party)),
        .init(words.number(handover.count)),
      ]
    }
    return AnalysisSection(
      id: "work", title: texts["analysis.work"], notes: [texts["analysis.work.note"]],
      tables: [
        members(report.work.people, "analysis.person"),
        members(report.work.groups, "analysis.group"),
        TableModel(
          caption: texts["analysis.handovers"],
          columns: columns(["analysis.handover", "live.party"], ["analysis.count"]),
          rows: handovers),
      ])
  }

  private func members(_ members: [WorkReport.Member], _ key: String) -> TableModel {
    TableModel(
      caption: texts[key],
      columns: columns(
        [key, "live.party"],
        ["analysis.tasks", "analysis.wait50", "analysis.work50", "analysis.worked"]),
      rows: members.map { member in
        [
          .init(member.name), .init(texts.model(member.party)),
          .init(words.number(member.working.count)), .init(words.estimate(member.waiting.median)),
          .init(words.estimate(member.working.median)), .init(words.duration(member.worked)),
        ]
      })
  }
}
