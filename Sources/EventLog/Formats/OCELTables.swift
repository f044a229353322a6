import FEEL

/// OCEL 2.0 as relational tables: statements and rows for an SQLite database.
///
/// Each type of events and objects has a table of its own, which is made when the type comes first.
package struct OCELTables: Sendable {
  /// A row to be inserted.
  package struct Row: Hashable, Sendable {
    package let table: String
    package let values: [String?]
  }

  /// What an order adds.
  package struct Addition: Sendable {
    /// Statements that have to be executed before.
    package internal(set) var statements: [String] = []
    package internal(set) var rows: [Row] = []
  }

  private var eventTables: [String: String] = [:]
  private var parties: Set<String> = []

  package init() {}

  /// Makes the tables that every log has.
  package var opening: [String] {
    [
      "create table event (ocel_id text primary key, ocel_type text)",
      "create table object (ocel_id text primary key, ocel_type text)",
      "create table event_object (ocel_event_id text, ocel_object_id text, ocel_qualifier text, primary key (ocel_event_id, ocel_object_id, ocel_qualifier))",
      "create table object_object (ocel_source_id text, ocel_target_id text, ocel_qualifier text, primary key (ocel_source_id, ocel_target_id, ocel_qualifier))",
      "create table event_map_type (ocel_type text primary key, ocel_type_map text)",
      "create table object_map_type (ocel_type text primary key, ocel_type_map text)",
    ]
      + LogObject.Kind.allCases.flatMap { kind in
        [
          "insert into object_map_type values ('\(kind.rawValue)', '\(kind.rawValue)')",
          Self.table(
            "object_\(kind.rawValue)",
            ["ocel_id text", "ocel_time text"] + kind.attributes.map { "\($0) text" }
              + ["ocel_changed_field text"]),
        ]
      }
  }

  package mutating func add(_ order: OrderLog) -> Addition {
    var addition = Addition()
    for event in order.events { add(event, in: order, &addition) }
    for object in order.objects {
      if object.kind == .party, !parties.insert(object.id).inserted { continue }
      add(object, &addition)
    }
    return addition
  }

  private mutating func add(_ event: LogEvent, in order: OrderLog, _ addition: inout Addition) {
    let table = eventTable(for: event.type, &addition)
    addition.rows.append(Row(table: "event", values: [event.id, event.type]))
    addition.rows.append(
      Row(table: table, values: [event.id, event.at.description] + OCELLog.attributes(of: event)))
    for relation in OCELLog.relations(of: event, in: order) {
      addition.rows.append(
        Row(table: "event_object", values: [event.id, relation.object, relation.qualifier]))
    }
  }

  private func add(_ object: LogObject, _ addition: inout Addition) {
    addition.rows.append(Row(table: "object", values: [object.id, object.kind.rawValue]))
    addition.rows.append(
      Row(
        table: "object_\(object.kind.rawValue)",
        values: [object.id, object.since?.description ?? OCELLog.always] + object.values + [nil]))
    for relation in object.relations {
      addition.rows.append(
        Row(table: "object_object", values: [object.id, relation.object, relation.qualifier]))
    }
  }

  private mutating func eventTable(for type: String, _ addition: inout Addition) -> String {
    if let known = eventTables[type] { return known }
    let map = "e\(eventTables.count + 1)"
    let table = "event_\(map)"
    eventTables[type] = table
    addition.statements.append(
      Self.table(
        table,
        ["ocel_id text primary key", "ocel_time text"]
          + OCELLog.eventAttributes.map { "\($0) text" }))
    addition.rows.append(Row(table: "event_map_type", values: [type, map]))
    return table
  }

  private static func table(_ name: String, _ columns: [String]) -> String {
    "create table \(name) (\(columns.joined(separator: ", ")))"
  }
}
