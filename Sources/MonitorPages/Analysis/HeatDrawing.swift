import Analysis
import Diagram
import WebPages

/// The collaboration with its elements as warm as they are busy.
struct HeatDrawing {
  private let report: AnalysisReport
  private let address: AnalysisAddress
  private let page: PageRequest
  private let words: AnalysisWords

  init(_ report: AnalysisReport, _ address: AnalysisAddress, _ page: PageRequest) {
    self.report = report
    self.address = address
    self.page = page
    words = AnalysisWords(page)
  }

  /// The drawing and its table; nil when the file draws nothing.
  var model: [String: Any]? {
    guard let drawing = page.process.drawing(page.texts.language) else { return nil }
    return [
      "picture": SVGDrawing(drawing, marks).svg(title: page.texts["analysis.heat"]),
      "table": table.model,
    ]
  }

  private var steps: [StepReport] { report.steps.filter { $0.kind != .composite } }

  private func link(_ step: StepReport) -> String {
    address.orders(in: report.period).through(step.element)
  }

  private var table: TableModel {
    let texts = page.texts
    let columns = ["count", "ordersThrough", "stayInAll", "waitInAll", "waitShare"]
    return TableModel(
      caption: texts["analysis.heat"],
      columns: [.init(texts["live.place"]), .init(texts["live.party"])]
        + columns.map { .init(texts["analysis.\($0)"], isRight: true) },
      rows: steps.map { step in
        [
          .init(page.label(step.element)), .init(texts.model(step.party)),
          .init(words.number(step.count)),
          .init(words.number(step.orders), link: link(step), count: step.orders),
          .init(words.duration(step.stayingWithin)), .init(words.duration(step.waitingWithin)),
          .init(words.percent(step.waitingShare)),
        ]
      })
  }

  private var marks: Marks {
    let greatest = steps.map(value).max() ?? 0
    var marks = Marks()
    for step in steps {
      marks[step.element] = Marks.Mark(
        heat: greatest > 0 ? Marks.Heat(share: value(step) / greatest) : nil,
        link: link(step), count: step.orders,
        note: page.texts(
          "analysis.heat.note",
          [
            "count": words.number(step.count), "orders": words.number(step.orders),
            "time": words.duration(step.stayingWithin),
            "waiting": words.percent(step.waitingShare),
          ]))
    }
    return marks
  }

  private func value(_ step: StepReport) -> Double {
    switch address.heat {
    case .waiting: step.waitingWithin
    case .staying: step.stayingWithin
    case .count: Double(step.count)
    }
  }
}
