import Analysis
import Diagram
import WebPages

/// The collaboration with its elements as warm as they are busy.
struct HeatDrawing {
  private let report: AnalysisReport
  private let address: AnalysisAddress
  private let page: PageRequest

  init(_ report: AnalysisReport, _ address: AnalysisAddress, _ page: PageRequest) {
    self.report = report
    self.address = address
    self.page = page
  }

  /// The drawing and its table; nil when the file draws nothing.
  var model: [String: Any]? {
    guard let drawing = page.process.drawing(page.texts.language) else { return nil }
    return [
      "picture": SVGDrawing(drawing, marks).svg(title: page.texts["analysis.heat"])
    ]
  }

  private var marks: Marks {
    let words = AnalysisWords(page)
    let greatest = report.steps.filter { $0.kind != .composite }.map(value).max() ?? 0
    var marks = Marks()
    for step in report.steps where step.kind != .composite {
      marks[step.element] = Marks.Mark(
        heat: greatest > 0 ? Marks.Heat(share: value(step) / greatest) : nil,
        link: address.orders(in: report.period).through(step.element), count: step.orders,
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
