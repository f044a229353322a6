import FEEL
import ProcessEngine

/// OCEL 2.0 as JSON. Events come as they are read; objects, of which each order has some, after all events.
package struct OCELLog: TextLog {
  private var types: Set<String> = []
  private var parties: Set<String> = []
  private var hasEvents = false
  private var hasObjects = false

  package init() {}

  package var opening: String { "{\"events\":[\n" }

  package mutating func add(_ order: OrderLog, to text: inout [UInt8], rest: inout [UInt8]) {
    for event in order.events {
      types.insert(event.type)
      Self.separate(&text, &hasEvents)
      Self.value(of: event, in: order).writeJSON(to: &text)
    }
    for object in order.objects {
      // Every order names the parties; the log has each once.
      if object.kind == .party, !parties.insert(object.id).inserted { continue }
      Self.separate(&rest, &hasObjects)
      Self.value(of: object).writeJSON(to: &rest)
    }
  }

  package var divider: String { "\n],\"objects\":[\n" }

  package var closing: String {
    let events = types.sorted().map { type in
      Self.type(type, attributes: Self.eventAttributes)
    }
    let objects = LogObject.Kind.allCases.map { Self.type($0.rawValue, attributes: $0.attributes) }
    return "\n],\"eventTypes\":\(Value.list(events).jsonString),\n"
      + "\"objectTypes\":\(Value.list(objects).jsonString)}\n"
  }

  static let eventAttributes = ["party", "transition", "resource", "element", "instance"]

  /// In the order of `eventAttributes`.
  static func attributes(of event: LogEvent) -> [String?] {
    [event.party, event.transition.rawValue, event.resource, event.element, event.instance]
  }

  /// An event's objects, the order and the party among them.
  static func relations(of event: LogEvent, in order: OrderLog) -> [LogEvent.Relation] {
    [
      .init(object: order.order.description, qualifier: "order"),
      .init(object: event.party, qualifier: "party"),
    ] + event.objects
  }

  private static func separate(_ text: inout [UInt8], _ hasSome: inout Bool) {
    if hasSome { text += ",\n".utf8 }
    hasSome = true
  }

  private static func type(_ name: String, attributes: [String]) -> Value {
    [
      "name": .string(name),
      "attributes": .list(attributes.map { ["name": .string($0), "type": "string"] }),
    ]
  }

  private static func value(of event: LogEvent, in order: OrderLog) -> Value {
    [
      "id": .string(event.id), "type": .string(event.type), "time": .string(event.at.description),
      "attributes": .list(
        zip(eventAttributes, attributes(of: event)).compactMap { name, value in
          value.map { ["name": .string(name), "value": .string($0)] }
        }),
      "relationships": .list(relations(of: event, in: order).map(value(of:))),
    ]
  }

  private static func value(of object: LogObject) -> Value {
    let since = Value.string(object.since?.description ?? always)
    return [
      "id": .string(object.id), "type": .string(object.kind.rawValue),
      "attributes": .list(
        zip(object.kind.attributes, object.values).compactMap { name, value in
          value.map { ["name": .string(name), "time": since, "value": .string($0)] }
        }),
      "relationships": .list(object.relations.map(value(of:))),
    ]
  }

  private static func value(of relation: LogEvent.Relation) -> Value {
    ["objectId": .string(relation.object), "qualifier": .string(relation.qualifier)]
  }

  /// What OCEL writes for the time of what was always so.
  static let always = "1970-01-01T00:00:00Z"
}
