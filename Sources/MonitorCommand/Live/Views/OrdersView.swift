import FEEL
import MonitorPages
import Monitoring
import Terminal

/// The table of orders.
struct OrdersView {
  let model: LiveModel

  private var table: OrdersTable { model.table }
  private var map: ProcessMap { model.process.map }
  private var width: Int { model.size.columns }

  var lines: [TextLine] {
    guard table.isLoaded, let look = model.look else {
      return [head, TextLine(.init("Reading …", .quiet))]
    }
    guard !table.orders.isEmpty else {
      let text = table.terms.isEmpty ? "No order has been heard of yet." : "No order is like that."
      return [head, TextLine(), TextLine(.init("  \(text)", .quiet))]
    }
    let rows = rows(at: look.overview.at).textLines(width: width - 2)
    let height = model.layout.rows
    let shown = rows.dropFirst().enumerated().dropFirst(table.cursor.first).prefix(height)
    return [head, SelectableRow.heading(rows[0])]
      + shown.map {
        SelectableRow.line($0.element, isSelected: $0.offset == table.cursor.index, width: width)
      }
  }

  /// How many, of which, in which order.
  private var head: TextLine {
    var line = TextLine()
    if let count = table.count, table.isLoaded {
      line.add(count.isMore ? "\(count.value)+" : "\(count.value)", .strong)
      line.add(count.value == 1 && !count.isMore ? " order" : " orders")
      if !table.orders.isEmpty, table.orders.count < count.value || table.offset > 0 {
        line.add(
          "  \(table.offset + 1)–\(table.offset + table.orders.count)", .quiet)
      }
    }
    if !table.terms.isEmpty { line.add("  /\(table.terms.text)", .active) }
    let sort = "by \(table.sort.title) \(table.isDescending ? "▼" : "▲")"
    line.fill(to: max(0, width - sort.displayWidth))
    line.add(sort, .quiet)
    return line
  }

  private var isWide: Bool { width >= 110 }

  private func rows(at now: Timestamp) -> Table {
    let parties = map.parties(with: table.orders.flatMap { $0.outcomes.keys })
    var columns: [Table.Column] = [
      .init("ORDER", minimum: 8), .init("BUYER", minimum: 8),
      .init("TOTAL", alignment: .right, minimum: isWide ? nil : 7),
    ]
    for party in parties { columns.append(.init(party.uppercased(), minimum: 10)) }
    if isWide { columns.append(.init("PLACED", alignment: .right)) }
    columns.append(.init(lastTitle, alignment: .right))
    var rows = Table(columns)
    for order in table.orders { rows.add(cells(of: order, parties, now)) }
    return rows
  }

  private func cells(of order: OrderCase, _ parties: [String], _ now: Timestamp) -> [Table.Cell] {
    let total =
      order.facts.total.map { [$0, order.facts.currency].compactMap { $0 } } ?? []
    var cells: [Table.Cell] = [
      .init(order.facts.reference ?? LiveText.short(order.order), .strong),
      .init(order.facts.buyer ?? ""),
      .init(total.prefix(isWide ? 2 : 1).joined(separator: " ")),
    ]
    for party in parties { cells.append(state(of: order, at: party, now)) }
    if isWide { cells.append(.init(age(order.placedAt, now), .quiet)) }
    return cells + [last(of: order, now)]
  }

  private func age(_ time: Timestamp, _ now: Timestamp) -> String {
    RelativeTime.text(of: time, now: now)
  }

  /// The last column has what the table is sorted by, where no other column has it.
  private var lastTitle: String {
    switch table.sort {
    case .ended, .leadTime, .due: table.sort.title.uppercased()
    case .placed where !isWide: "PLACED"
    case .placed, .updated, .total, .reference, .buyer, .outcome: "LAST STEP"
    }
  }

  private func last(of order: OrderCase, _ now: Timestamp) -> Table.Cell {
    switch table.sort {
    case .ended: return .init(order.endedAt.map { age($0, now) } ?? "runs", .quiet)
    case .leadTime:
      let time = RelativeTime.length(order.leadTime ?? max(.zero, now - order.placedAt))
      return .init(order.endedAt == nil ? "\(time) so far" : time, .quiet)
    case .due:
      guard let due = order.nextTaskDue else { return "" }
      return .init(age(due, now), due < now ? .warning : .quiet)
    case .placed where !isWide: return .init(age(order.placedAt, now), .quiet)
    case .placed, .updated, .total, .reference, .buyer, .outcome:
      return .init(age(order.updatedAt, now), .quiet)
    }
  }

  /// How a side ended, or where it is and for how long.
  private func state(of order: OrderCase, at party: String, _ now: Timestamp) -> Table.Cell {
    if let outcome = order.outcomes[party] { return .init(outcome, .good) }
    let drawn = Set(map.pools.flatMap(\.elements))
    let tokens = order.tokens.filter {
      $0.party == party && (drawn.isEmpty || drawn.contains($0.element))
    }
    guard
      let place = tokens.first(where: \.hasIncident)
        ?? tokens.max(by: { $0.enteredAt < $1.enteredAt })
    else {
      return .init(order.waitingSteps > 0 ? "steps missing" : "–", .quiet)
    }
    let isOverdue = tokens.contains { token in token.due.map { $0 < now } ?? false }
    let mark = place.hasIncident ? "✗ " : isOverdue ? "! " : ""
    let wait = isWide ? " \(RelativeTime.length(max(.zero, now - place.enteredAt)))" : ""
    return .init(
      mark + map.label(of: place.element) + wait,
      place.hasIncident ? .bad : isOverdue ? .warning : .active)
  }
}

/// Rows of a list of which one is chosen: seen by its colours, and without colours by a mark.
enum SelectableRow {
  static func heading(_ line: TextLine) -> TextLine {
    var row = TextLine(.init("  "))
    row.append(line)
    return row
  }

  static func line(_ line: TextLine, isSelected: Bool, width: Int) -> TextLine {
    var row = TextLine(.init(isSelected ? "▸ " : "  "))
    row.append(line)
    return isSelected ? row.restyled(.selected, width: width) : row
  }
}
