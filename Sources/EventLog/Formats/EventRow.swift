import FEEL
import Ordering
import ProcessEngine

/// One event as a row of a table: what CSV and JSON lines have.
struct EventRow {
  static let columns = [
    "order", "event", "activity", "transition", "time", "party", "resource", "element", "instance",
    "message", "task", "quote", "reference",
  ]

  /// In the order of the columns.
  let cells: [String?]

  init(_ event: LogEvent, of order: OrderLog) {
    cells = [
      order.order.description, event.id, event.activity, event.transition.rawValue,
      event.at.description, event.party, event.resource, event.element, event.instance,
      event.object("sends", "receives", "uses"), event.object("task"), event.object("quote"),
      order.attribute("reference"),
    ]
  }
}

/// Comma-separated values with a line of headings.
package struct CSVLog: TextLog {
  package init() {}

  package var opening: String { CSVLine.text(EventRow.columns) }

  package mutating func add(_ order: OrderLog, to text: inout [UInt8], rest: inout [UInt8]) {
    for event in order.events {
      text += CSVLine.text(EventRow(event, of: order).cells.map { $0 ?? "" }).utf8
    }
  }
}

/// One JSON object a line; what is not known is left out.
package struct JSONLinesLog: TextLog {
  package init() {}

  package mutating func add(_ order: OrderLog, to text: inout [UInt8], rest: inout [UInt8]) {
    for event in order.events {
      var object = Context()
      for (column, cell) in zip(EventRow.columns, EventRow(event, of: order).cells) {
        if let cell { object[column] = .string(cell) }
      }
      Value.context(object).writeJSON(to: &text)
      text.append(UInt8(ascii: "\n"))
    }
  }
}
