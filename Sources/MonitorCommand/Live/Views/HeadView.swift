import FEEL
import MonitorPages
import Monitoring
import Terminal

/// Title, numbers, and the names of the views.
struct HeadView {
  let model: LiveModel
  private var now: Timestamp { model.now }

  private var columns: Int { model.size.columns }

  var lines: [TextLine] { [title, numbers, views] }

  private var title: TextLine {
    let name = model.process.map.name
    var line = TextLine(.init("Duet", .strong), .init(name.isEmpty ? "" : " · \(name)"))
    if model.replay != nil { line.add("  REPLAY", .active) }
    let clock = LiveText.time(now)
    let (text, style) = freshness
    line.fill(to: max(0, columns - clock.count - 3 - text.displayWidth))
    line.add(text, style)
    line.add("   ")
    line.add(clock, .strong)
    return line
  }

  /// How old what is shown is.
  private var freshness: (String, Style) {
    if let trouble = model.trouble { return (trouble, .bad) }
    guard let overview = model.look?.overview else { return ("reading …", .quiet) }
    guard let newest = overview.reception.newestEntry else { return ("nothing heard yet", .quiet) }
    let isStale = model.look?.alerts.contains { $0.kind == .stale } ?? false
    return ("newest event \(RelativeTime.text(of: newest, now: now))", isStale ? .bad : .quiet)
  }

  // MARK: Numbers

  private var numbers: TextLine {
    guard let look = model.look else { return TextLine() }
    let initiator = model.process.map.initiator ?? look.overview.parties.first?.party
    let party = look.overview.parties.first { $0.party == initiator }
    let pulse = look.pulse
    // What is not sparkline: names, numbers, and what is on its way.
    let width = max(4, min(24, (columns - 62) / 3))
    var line = TextLine()
    func add(_ name: String, _ values: [Int], _ number: String, _ style: Style) {
      line.add("\(name) ", .quiet)
      line.add(Sparkline.text(values.suffix(width).map(Double.init), width: width), style)
      line.add(" \(number)  ", .strong)
    }
    add("in", pulse.started, rate(party?.lastMinute.started), .active)
    add("out", pulse.ended, rate(party?.lastMinute.ended), .good)
    add("open", pulse.running, "\(look.overview.workInProgress)", .plain)
    let moving = look.overview.flows.reduce(0) { $0 + max(0, $1.inFlight) }
    line.add("on the way ", .quiet)
    line.add("\(moving)", moving > 0 ? .strong : .plain)
    return line
  }

  private func rate(_ number: Double?) -> String { "\(LiveText.decimal(number ?? 0))/min" }

  // MARK: Views

  private var views: TextLine {
    var line = TextLine()
    for view in LiveModel.View.allCases {
      let text = " \(view.rawValue + 1) \(view.title)\(tally(of: view)) "
      line.add(text, view == model.view && !model.isHelping ? .selected : .plain)
      line.add(" ")
    }
    var alerts = TextLine()
    let all = model.look?.alerts ?? []
    let serious = all.count(where: \.isSerious)
    if serious > 0 { alerts.add("✗ \(LiveText.count(serious)) stuck", .bad) }
    if all.count > serious {
      alerts.add(
        "\(serious > 0 ? "  " : "")! \(LiveText.count(all.count - serious)) late", .warning)
    }
    if all.isEmpty, model.look != nil { alerts.add("all goes on", .good) }
    guard line.width + alerts.width < columns else { return line }
    line.fill(to: columns - alerts.width)
    line.append(alerts)
    return line
  }

  private func tally(of view: LiveModel.View) -> String {
    switch view {
    case .orders: model.table.terms.isEmpty ? "" : "*"
    case .process, .alerts, .activity: ""
    }
  }
}
