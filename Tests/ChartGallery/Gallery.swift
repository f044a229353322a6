package import Charts
import FEEL

/// One chart of each kind, with all that it can show: for tests, and to be looked at.
package enum Gallery {
  package static let text = ChartText(
    number: { $0 == $0.rounded() ? "\(Int($0))" : "\(($0 * 100).rounded() / 100)" },
    duration: { seconds in
      switch seconds {
      case ..<60: "\(Int(seconds)) s"
      case ..<7200: "\(Int((seconds / 60).rounded())) min"
      case ..<172_800: "\(Int((seconds / 3600).rounded())) h"
      default: "\(Int((seconds / 86_400).rounded())) d"
      }
    },
    time: { time, step in
      let text = time.description
      return switch step {
      case .second: String(text.dropFirst(11).prefix(8))
      case .minute, .hour: String(text.dropFirst(11).prefix(5))
      case .day: String(text.dropFirst(5).prefix(5))
      case .month: String(text.prefix(7))
      case .year: String(text.prefix(4))
      }
    }, percent: { "\(Int(($0 * 100).rounded()))%" })

  package static let charts: [any Chart] = [
    lines, steps, areas, bars, stacked, histogram, scatter, boxes, flow, heat, survival, pareto,
    behaviour, sparkline,
  ]

  private static let start = 1_792_500_000.0
  private static let time = Axis("Time (UTC)", .time)

  /// Numbers that look like noise and are the same every time.
  private static func noise(_ seed: Int, _ count: Int) -> [Double] {
    var state = UInt32(seed &* 2_654_435_761 & 0x7FFF_FFFF)
    return (0..<count).map { _ in
      state = state &* 1_664_525 &+ 1_013_904_223
      return Double(state >> 8) / Double(1 << 24)
    }
  }

  private static func hours(_ values: [Double], spread: Double? = nil) -> [ChartPoint] {
    values.enumerated().map { index, value in
      ChartPoint(
        start + Double(index) * 3600, value,
        interval: spread.map { (value - $0)...(value + $0) }, link: "/orders?hour=\(index)&a=b")
    }
  }

  package static let lines = LineChart(
    "Orders per hour", x: time, y: Axis("Orders", .count),
    [
      ChartSeries("In", hours(noise(1, 24).map { 80 + ($0 * 60).rounded() }, spread: 14)),
      ChartSeries("Out", hours(noise(2, 24).map { 70 + ($0 * 50).rounded() })),
      ChartSeries("Refused", hours(noise(3, 24).map { 4 + ($0 * 9).rounded() })),
    ], rules: [LineChart.Rule("capacity", 135)], isLastOpen: true)
  package static let steps = LineChart(
    "Price list versions", x: time, y: Axis("Version", .count),
    [ChartSeries("Version", hours([1, 1, 2, 2, 2, 3, 5, 5]))], form: .steps)
  package static let areas = LineChart(
    "Work in progress", x: time, y: Axis("Orders", .count),
    [ChartSeries("Running", hours(noise(5, 30).map { 300 + ($0 * 120).rounded() }))], form: .areas)
  package static let bars = BarChart(
    "First time right", "Seller", ["Anna", "Ben", "Carla", "Dmitri Alexandrowitsch", "Eve"],
    y: Axis("Share", .percent),
    [
      ChartSeries(
        "Share",
        [0.92, 0.81, 0.97, 0.66, 0.88].map {
          ChartPoint(0, $0, interval: ($0 - 0.07)...min(1, $0 + 0.05), link: "/orders?by=x")
        })
    ])
  package static let stacked = BarChart(
    "Outcomes per day", "Day", ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat"],
    y: Axis("Orders", .count),
    [
      ChartSeries("Completed", [410, 430, 445, 420, 390, 90].map { ChartPoint(0, $0) }),
      ChartSeries("Cancelled", [22, 31, 18, 25, 40, 6].map { ChartPoint(0, $0) }),
      ChartSeries("Rejected", [30, 28, 35, 21, 26, 12].map { ChartPoint(0, $0) }),
    ], isLastOpen: true)
  package static let histogram = Histogram(
    "Lead time", x: Axis("Lead time", .duration), "Orders",
    [3, 18, 44, 61, 52, 33, 24, 15, 9, 6, 3, 1].enumerated().map { index, count in
      Histogram.Bin(
        from: Double(index) * 14_400, to: Double(index + 1) * 14_400, count: count,
        link: "/orders?from=\(index)")
    }, marks: [LineChart.Rule("p50", 60_000), LineChart.Rule("p95", 128_000)])
  package static let scatter = ScatterChart(
    "Age of what is running", x: Axis("Total", .number), y: Axis("Age", .duration),
    [
      ChartSeries(
        "Reviewing",
        zip(noise(7, 40), noise(8, 40)).map {
          ChartPoint($0 * 4000, $1 * 90_000, link: "/orders/1", name: "PO-1")
        }),
      ChartSeries(
        "Shipping",
        zip(noise(9, 30), noise(10, 30)).map { ChartPoint($0 * 6000, 50_000 + $1 * 200_000) }),
    ], rules: [LineChart.Rule("85 %", 170_000)])
  package static let boxes = BoxChart(
    "Waiting by step", "Step", y: Axis("Waiting", .duration),
    ["Verify order", "Confirm quote", "Review quote"].enumerated().map { index, name in
      let scale = Double(index + 1)
      return BoxChart.Group(
        name, count: 40 * (index + 1), minimum: 200 * scale,
        BoxChart.Quartiles(2400 * scale, 5200 * scale, 9000 * scale), maximum: 26_000 * scale,
        link: "/orders?element=\(index)",
        values: noise(20 + index, 14).map { ChartPoint(0, 200 * scale + $0 * 20_000 * scale) })
    })
  package static let flow = CumulativeFlowChart(
    "Cumulative flow", x: time, y: Axis("Orders", .count),
    [
      ChartSeries("Ended", hours((0..<24).map { Double($0 * $0) * 0.9 })),
      ChartSeries("Shipping", hours(noise(11, 24).map { 60 + $0 * 20 })),
      ChartSeries("Quoting", hours(noise(12, 24).map { 40 + $0 * 30 })),
      ChartSeries("New", hours(noise(13, 24).map { 30 + $0 * 25 })),
    ], isLastOpen: true)
  package static let heat = HeatTable(
    "Arrivals by weekday and hour", "Day", rows: ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
    columns: (0..<24).map { "\($0)" }, unit: .count,
    (0..<7).map { day in
      noise(30 + day, 24).enumerated().map { hour, value in
        day == 6 && hour < 3
          ? nil : (value * (day > 4 ? 8 : 40) * (8...18 ~= hour ? 1 : 0.2)).rounded()
      }
    },
    links: (0..<7).map { day in (0..<24).map { "/orders?day=\(day)&hour=\($0)" } })
  package static let survival = SurvivalChart(
    "Still open after", x: Axis("Time since it was placed", .duration), y: Axis("Share", .percent),
    [0.82, 0.9].enumerated().map { index, rate in
      var share = 1.0
      let steps = (0..<20).map { step in
        defer { share *= rate }
        let margin = min(0.09, 0.01 * Double(step))
        return ChartPoint(
          Double(step) * 9000, share, interval: max(0, share - margin)...min(1, share + margin))
      }
      return SurvivalChart.Curve(
        index == 0 ? "This month" : "Last month", steps,
        censored: [20_000, 61_000, 62_000, 150_000])
    })
  package static let pareto = ParetoChart(
    "Where orders wait", "Step", y: Axis("Total waiting", .duration),
    [
      ("Review quote", 2_100_000), ("Verify order", 900_000), ("Confirm receipt", 640_000),
      ("Confirm quote", 210_000), ("Confirm fulfilment", 150_000), ("Others", 60_000),
    ].map { ParetoChart.Cause($0.0, $0.1, link: "/orders?element=x") })
  package static let behaviour = ProcessBehaviourChart(
    "Median lead time per day", x: time, y: Axis("Lead time", .duration),
    noise(40, 30).enumerated().map { index, value in
      ChartPoint(
        start + Double(index) * 86_400, 40_000 + value * 9000 + (index > 19 ? 22_000 : 0),
        link: "/orders?day=\(index)")
    }, signals: Set((20..<28).map { start + Double($0) * 86_400 }),
    [
      ProcessBehaviourChart.Segment(
        from: start, to: start + 19.5 * 86_400, center: 44_500, limits: 36_000...53_000),
      ProcessBehaviourChart.Segment(
        from: start + 19.5 * 86_400, to: start + 29 * 86_400, center: 66_500,
        limits: 58_000...75_000),
    ],
    sparse: [
      ProcessBehaviourChart.Sparse(
        start + 30 * 86_400, [52_000, 64_000], link: "/orders?day=30", note: "too few")
    ])
  package static let sparkline = Sparkline(
    "Orders in the last hour", x: time, y: Axis("Orders", .count), hours(noise(50, 30)))
}
