import FEEL
import Monitoring
import Terminal

/// An order's story with a column for each party and one for the broker between them, downwards in time.
struct SwimlaneTable {
  let story: OrderStory
  /// Also what was entered and left in one step.
  let everyStep: Bool
  private let folds: [TimeScale.Segment]

  init(story: OrderStory, everyStep: Bool) {
    self.story = story
    self.everyStep = everyStep
    folds = story.scale(width: 1).segments.filter(\.isFolded)
  }

  var table: Table {
    var table = Table(
      [.init("AT")] + columns.map { .init($0.uppercased(), minimum: $0 == Self.broker ? 8 : 16) })
    var date = ""
    var last: Timestamp?
    for item in story.line.items {
      if let last { addFold(from: last, to: item.at, to: &table) }
      last = item.at
      let day = String(item.at.description.prefix(10))
      if day != date { table.add([.init(day, .heading)]) }
      date = day
      add(item, to: &table)
    }
    if !story.isEnded, let last {
      addFold(from: last, to: story.now, to: &table)
      table.add([.init("now", .heading)])
    }
    return table
  }

  private static let broker = "broker"

  /// The initiator, the broker, and whoever else there is.
  private var columns: [String] {
    var columns = story.lanes.map(\.party)
    columns.insert(Self.broker, at: min(1, columns.count))
    return columns
  }

  private func row(_ at: Table.Cell, _ cells: [String: Table.Cell]) -> [Table.Cell] {
    [at] + columns.map { cells[$0] ?? "" }
  }

  // MARK: Folded gaps

  private func addFold(from: Timestamp, to: Timestamp, to table: inout Table) {
    guard folds.contains(where: { $0.from == from && $0.to == to }) else { return }
    let inside = story.ball.segments.filter { $0.from < to && $0.to > from }
    let longest = inside.max { $0.duration < $1.duration }
    let at = Table.Cell("⋯ \(RelativeTime.length(to - from))", .quiet)
    guard let longest else { return table.add([at]) }
    let (column, text) =
      switch longest.holder {
      case .party(let party): (party, "⋯ its turn")
      case .broker: (Self.broker, "⋯ on its way")
      case .timer: (Self.broker, "⋯ timer")
      }
    table.add(row(at, [column: .init(text, .active)]))
  }

  // MARK: Steps

  private func add(_ item: TimeLine.Item, to table: inout Table) {
    let lane = story.lane(of: item.party)
    var shown = item.happenings.filter { happening in
      everyStep || !(happening.visit.flatMap { lane?.visit($0) }?.isInstant ?? false)
    }
    if shown.isEmpty { shown = Array(item.happenings.suffix(1)) }
    let at = Table.Cell(String(item.at.description.dropFirst(11).dropLast()), .quiet)
    guard !shown.isEmpty else { return table.add(row(at, [item.party: "went on"])) }
    for (index, happening) in shown.enumerated() {
      table.add(
        row(
          index == 0 ? at : "",
          [
            item.party: .init(happening.text, HappeningStyle.of(happening)),
            Self.broker: way(of: happening, at: item),
          ]))
    }
  }

  /// What the broker did with a message that is sent or received here.
  private func way(of happening: TimeLine.Happening, at item: TimeLine.Item) -> Table.Cell {
    guard let transfer = happening.message, let message = story.message(transfer.id) else {
      return ""
    }
    let number = message.sequence.map { "#\($0)" } ?? "#?"
    let arrow = message.sender == story.lanes.first?.party ? "→" : "←"
    if happening.text.hasPrefix("received") { return .init("\(arrow) \(number)", .quiet) }
    guard happening.text.hasPrefix("sent") else { return "" }
    let (fate, style): (String, Style) =
      switch message.state {
      case .inFlight: ("on its way", .active)
      case .behind(let gap): ("waits for #\(gap)", .active)
      case .quarantined: ("refused", .bad)
      case .tooLate, .overtaken: ("never came", .bad)
      case .early, .used, .unread: (message.hop.map(SignedLength.text) ?? "", .plain)
      }
    return .init("\(number) \(arrow) \(fate)", message.isHopNegative ? .warning : style)
  }
}

/// How a happening looks in a list.
enum HappeningStyle {
  static func of(_ happening: TimeLine.Happening) -> Style {
    if happening.message != nil { return .active }
    if happening.text.hasPrefix("incident") || happening.text.hasPrefix("job failed") {
      return .bad
    }
    if happening.text.hasPrefix("ended") { return .good }
    return happening.visit == nil ? .plain : .quiet
  }
}

/// A length that may be negative: clocks that differ make a message arrive before it was sent, which is shown as it is.
enum SignedLength {
  static func text(_ duration: Duration) -> String {
    duration < .zero ? "−\(RelativeTime.length(.zero - duration))" : RelativeTime.length(duration)
  }
}
