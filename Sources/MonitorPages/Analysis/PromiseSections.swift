import Analysis
import Charts
import FEEL
import ProcessEngine
import Statistics
import WebPages

/// What was promised, what is to be expected, and who works on it.
struct PromiseSections {
  private let report: AnalysisReport
  private let links: OrderLinks
  private let page: PageRequest
  private let words: AnalysisWords
  private var texts: Catalogue { page.texts }

  init(_ report: AnalysisReport, _ address: AnalysisAddress, _ page: PageRequest) {
    self.report = report
    links = address.orders(in: report.period)
    self.page = page
    words = AnalysisWords(page)
  }

  var all: [AnalysisSection] { [dueDates, atRisk, target, forecast, work].compactMap(\.self) }

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
    guard let target = report.target else {
      return AnalysisSection(
        id: "target", title: texts["analysis.target"], notes: [texts["analysis.target.none"]])
    }
    let limit = report.period.end + .microseconds(-Int64((target.target * 1_000_000).rounded()))
    let late = target.lateOfCompleted.hits
    var rows: [[TableModel.Cell]] = [
      [
        .init(texts["analysis.target.ended"]),
        .init(
          words.number(late), link: links.ended(longerThan: target.target, notLongerThan: nil),
          count: late), .init(words.proportion(target.lateOfCompleted)),
      ]
    ]
    if report.period.isOpen {
      rows.append([
        .init(texts["analysis.target.running"]),
        .init(
          words.number(target.lateNow), link: links.running(placedBefore: limit),
          count: target.lateNow),
        .init(words.proportion(Proportion(target.lateNow, of: target.running))),
      ])
    }
    return AnalysisSection(
      id: "target", title: texts["analysis.target"],
      notes: [
        texts(
          "analysis.target.note",
          [
            "target": words.duration(target.target), "late": words.percent(target.late),
          ])
      ],
      tables: [
        TableModel(
          caption: texts["analysis.target.late"],
          columns: columns(["analysis.which"], ["analysis.orders", "analysis.share"]), rows: rows)
      ])
  }

  private var dueDates: AnalysisSection {
    let due = report.dueDates
    let rows = due.steps.map { step -> [TableModel.Cell] in
      [
        .init(page.label(step.element)), .init(texts.model(step.party)),
        .init(words.number(step.late.trials)), .init(words.number(step.late.hits)),
        .init(words.proportion(step.late)), .init(words.estimate(step.lateness.median)),
        .init(words.estimate(step.lateness.p95)),
        .init(
          words.number(step.orders), link: links.ended([("late", step.element)]),
          count: step.orders),
        .init(words.number(step.open)),
        report.period.isOpen
          ? .init(
            words.number(step.overdue),
            link: links.orders([("element", step.element), ("overdue", "1")]), count: step.overdue)
          : .init(words.number(step.overdue)),
      ]
    }
    let note =
      due.steps.isEmpty
      ? texts["analysis.due.none"]
      : texts(
        "analysis.due.note",
        [
          "late": words.number(due.late.hits), "count": words.number(due.late.trials),
          "orders": words.number(due.orders),
        ])
    return AnalysisSection(
      id: "due-dates", title: texts["analysis.due"], notes: [note],
      link: (texts["filter.late"], links.ended([("late", "1")])),
      tables: [
        TableModel(
          caption: texts["analysis.due"],
          columns: columns(
            ["analysis.due.task", "live.party"],
            [
              "analysis.due.tasks", "analysis.due.late", "analysis.due.share", "analysis.due.by50",
              "analysis.due.by95", "analysis.ordersThrough", "analysis.due.open",
              "analysis.due.overdue",
            ]), rows: rows)
      ])
  }

  private var atRisk: AnalysisSection? {
    guard report.period.isOpen else { return nil }
    let rows = report.atRisk.risks.map { risk -> [TableModel.Cell] in
      [
        order(risk.order, risk.reference), .init(texts["analysis.risk.\(risk.reason.rawValue)"]),
        places(risk.elements),
        .init(risk.due.map(page.formats.time) ?? AnalysisWords.nothing),
        .init(words.duration(risk.age)), .init(risk.late.map(late) ?? AnalysisWords.nothing),
      ]
    }
    let counts: [(RiskReport.Reason, String)] = [(.overdue, "overdue"), (.dueSoon, "soon")]
    let sums = counts.map { reason, name -> [TableModel.Cell] in
      let count = report.atRisk.counts[reason] ?? 0
      return [
        .init(texts["analysis.risk.\(reason.rawValue)"]),
        .init(
          words.number(count), link: links.orders([(name, "1"), ("sort", "due")]), count: count),
      ]
    }
    return AnalysisSection(
      id: "at-risk", title: texts["analysis.risk"],
      notes: [texts[rows.isEmpty ? "analysis.risk.none" : "analysis.risk.note"]],
      tables: [
        TableModel(
          caption: texts["analysis.risk"],
          columns: columns(
            ["analysis.order", "analysis.risk.why", "live.place", "analysis.risk.due"],
            ["analysis.age", "analysis.target.late"]), rows: rows),
        TableModel(
          caption: texts["analysis.risk.counts"],
          columns: columns(["analysis.risk.why"], ["analysis.orders"]), rows: sums),
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
      link: (texts["analysis.forecast.all"], links.orders([("state", "running")])),
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
        .init(
          words.number(handover.orders),
          link: links.ended([
            ("party", handover.party), ("worker", handover.from), ("then", handover.to),
          ]), count: handover.orders),
      ]
    }
    return AnalysisSection(
      id: "work", title: texts["analysis.work"], notes: [texts["analysis.work.note"]],
      tables: [
        members(report.work.people, "analysis.person", "worker"),
        members(report.work.groups, "analysis.group", "group"),
        TableModel(
          caption: texts["analysis.handovers"],
          columns: columns(
            ["analysis.handover", "live.party"], ["analysis.count", "analysis.ordersThrough"]),
          rows: handovers),
      ])
  }

  private func members(
    _ members: [WorkReport.Member], _ key: String, _ parameter: String
  ) -> TableModel {
    TableModel(
      caption: texts[key],
      columns: columns(
        [key, "live.party"],
        [
          "analysis.tasks", "analysis.wait50", "analysis.work50", "analysis.worked",
          "analysis.ordersThrough",
        ]),
      rows: members.map { member in
        [
          .init(member.name), .init(texts.model(member.party)),
          .init(words.number(member.working.count)), .init(words.estimate(member.waiting.median)),
          .init(words.estimate(member.working.median)), .init(words.duration(member.worked)),
          .init(
            words.number(member.orders),
            link: links.ended([("party", member.party), (parameter, member.name)]),
            count: member.orders),
        ]
      })
  }
}
