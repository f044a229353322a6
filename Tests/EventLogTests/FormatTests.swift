import EventLog
import Exchange
import FEEL
import Foundation
import SyntheticJournal
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// Each format holds all events of some orders.
struct FormatTests {
  private static let orders: [OrderLog] = {
    var journal = SyntheticJournal()
    let ids = SyntheticJournal.Course.allCases.enumerated().map { journal.add($0 + 1, $1) }
    return ids.map { id in
      OrderLog(
        of: id, entries: journal.entries.filter { $0.order == id }, names: OrderLogTests.names)
    }
  }()
  private static let eventCount = orders.reduce(0) { $0 + $1.events.count }

  private func text(_ log: some TextLog) -> String {
    var log = log
    var (text, rest) = (Array(log.opening.utf8), [UInt8]())
    for order in Self.orders { log.add(order, to: &text, rest: &rest) }
    return String(decoding: text + log.divider.utf8 + rest + log.closing.utf8, as: UTF8.self)
  }

  @Test func `CSV has a line for each event`() {
    let lines = text(CSVLog()).split(separator: "\r\n")
    #expect(
      lines.first
        == "order,event,activity,transition,time,party,resource,element,instance,message,task,quote,reference"
    )
    #expect(lines.count == Self.eventCount + 1)
    #expect(Set(lines.map { $0.count { $0 == "," } }) == [12])
  }

  @Test func `JSON lines have an object for each event`() throws {
    let lines = text(JSONLinesLog()).split(separator: "\n")
    #expect(lines.count == Self.eventCount)
    let objects = try lines.map { try Value(json: String($0)) }
    #expect(
      objects.allSatisfy { $0["order"].string != nil && $0["activity"].string?.isEmpty == false })
  }

  @Test func `OCEL declares every type, and has every object once`() throws {
    let log = try Value(json: text(OCELLog()))
    let events = try #require(log["events"].list)
    let objects = try #require(log["objects"].list)
    #expect(events.count == Self.eventCount)
    let types = Set((log["eventTypes"].list ?? []).compactMap { $0["name"].string })
    #expect(types == Set(events.compactMap { $0["type"].string }))
    #expect(Set(objects.compactMap { $0["id"].string }).count == objects.count)
    #expect(objects.filter { $0["type"].string == "party" }.count == 2)
    #expect(objects.filter { $0["type"].string == "order" }.count == Self.orders.count)
  }

  @Test func `a log without orders is whole as well`() throws {
    let empty = OCELLog()
    let log = try Value(json: empty.opening + empty.divider + empty.closing)
    #expect(log["events"].list == [] && log["objects"].list == [])
  }

  @Test func `XES has a trace for each order`() throws {
    let document = try XMLDocument(data: Data(text(XESLog()).utf8))
    #expect(try document.nodes(forXPath: "//*[local-name()='trace']").count == Self.orders.count)
    #expect(try document.nodes(forXPath: "//*[local-name()='event']").count == Self.eventCount)
  }

  @Test func `tables have every row that the JSON has`() {
    var tables = OCELTables()
    var (rows, statements) = ([OCELTables.Row](), tables.opening)
    for order in Self.orders {
      let addition = tables.add(order)
      rows += addition.rows
      statements += addition.statements
    }
    #expect(rows.count { $0.table == "event" } == Self.eventCount)
    let made = Set(
      statements.compactMap { $0.split(separator: " ").dropFirst(2).first.map(String.init) })
    #expect(Set(rows.map(\.table)).isSubset(of: made))
    let keys = rows.filter { $0.table == "event_object" }
    #expect(Set(keys).count == keys.count, "no relation twice")
  }
}
