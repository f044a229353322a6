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
    lines, areas, histogram, boxes, flow, survival, pareto, behaviour,
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
    ], isLastOpen: true)
  package static let areas = LineChart(
    "Work in progress", x: time, y: Axis("Orders", .count),
    [ChartSeries("Running", hours(noise(5, 30).map { 300 + ($0 * 120).rounded() }))], form: .areas)
  package static let histogram = Histogram(
    "Lead time", x: Axis("Lead time", .duration), "Orders",
    [3, 18, 44, 61, 52, 33, 24, 15, 9, 6, 3, 1].enumerated().map { index, count in
      Histogram.Bin(
        from: Double(index) * 14_400, to: Double(index + 1) * 14_400, count: count,
        link: "/orders?from=\(index)")
    }, marks: [Histogram.Mark("p50", 60_000), Histogram.Mark("p95", 128_000)])
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
}
