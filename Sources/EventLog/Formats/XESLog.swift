import FEEL
import ProcessEngine

/// XES (IEEE 1849-2016): one trace for each order, with both parties' events.
package struct XESLog: TextLog {
  package init() {}

  package var opening: String {
    """
    <?xml version="1.0" encoding="UTF-8"?>
    <log xes.version="1849-2016" xes.features="" xmlns="http://www.xes-standard.org/">
      <extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
      <extension name="Time" prefix="time" uri="http://www.xes-standard.org/time.xesext"/>
      <extension name="Lifecycle" prefix="lifecycle" uri="http://www.xes-standard.org/lifecycle.xesext"/>
      <extension name="Organizational" prefix="org" uri="http://www.xes-standard.org/org.xesext"/>
      <global scope="trace">
        <string key="concept:name" value=""/>
      </global>
      <global scope="event">
        <string key="concept:name" value=""/>
        <string key="lifecycle:transition" value="complete"/>
        <date key="time:timestamp" value="1970-01-01T00:00:00Z"/>
        <string key="org:group" value=""/>
      </global>
      <classifier name="Activity" keys="concept:name"/>
      <classifier name="Activity and transition" keys="concept:name lifecycle:transition"/>
      <classifier name="Party and activity" keys="org:group concept:name"/>

    """
  }

  package mutating func add(_ order: OrderLog, to text: inout [UInt8], rest: inout [UInt8]) {
    var trace = "  <trace>\n"
    Self.write("concept:name", order.order.description, to: &trace, depth: 2)
    for name in LogObject.Kind.order.attributes {
      Self.write(name, order.attribute(name), to: &trace, depth: 2)
    }
    for (party, outcome) in order.outcomes.sorted(by: { $0.key < $1.key }) {
      Self.write("outcome:\(party)", outcome, to: &trace, depth: 2)
    }
    for event in order.events { Self.write(event, to: &trace) }
    trace += "  </trace>\n"
    text += trace.utf8
  }

  package var closing: String { "</log>\n" }

  private static func write(_ event: LogEvent, to text: inout String) {
    text += "    <event>\n"
    write("concept:name", event.activity, to: &text, depth: 3)
    write("concept:instance", event.instance, to: &text, depth: 3)
    write("lifecycle:transition", event.transition.rawValue, to: &text, depth: 3)
    text += "      <date key=\"time:timestamp\" value=\"\(event.at)\"/>\n"
    write("org:resource", event.resource, to: &text, depth: 3)
    // The company that did it.
    write("org:group", event.party, to: &text, depth: 3)
    write("event", event.id, to: &text, depth: 3)
    write("element", event.element, to: &text, depth: 3)
    write("message", event.object("sends", "receives", "uses"), to: &text, depth: 3)
    write("task", event.object("task"), to: &text, depth: 3)
    write("quote", event.object("quote"), to: &text, depth: 3)
    text += "    </event>\n"
  }

  private static func write(_ key: String, _ value: String?, to text: inout String, depth: Int) {
    guard let value else { return }
    let margin = String(repeating: "  ", count: depth)
    text += "\(margin)<string key=\"\(key.xmlAttribute)\" value=\"\(value.xmlAttribute)\"/>\n"
  }
}

extension String {
  /// The text between the quotes of an attribute. What XML 1.0 does not have (§2.2) is replaced, and white space is written
  /// so that it comes back as it was.
  fileprivate var xmlAttribute: String {
    let isPlain = utf8.allSatisfy { byte in
      byte >= 0x20 && byte < 0x7F && byte != UInt8(ascii: "&") && byte != UInt8(ascii: "<")
        && byte != UInt8(ascii: "\"")
    }
    if isPlain { return self }
    var escaped = String.UnicodeScalarView()
    for scalar in unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;".unicodeScalars
      case "<": escaped += "&lt;".unicodeScalars
      case "\"": escaped += "&quot;".unicodeScalars
      case "\t", "\n", "\r": escaped += "&#\(scalar.value);".unicodeScalars
      case "\u{20}"..."\u{D7FF}", "\u{E000}"..."\u{FFFD}", "\u{10000}"...: escaped.append(scalar)
      default: escaped.append("\u{FFFD}")
      }
    }
    return String(escaped)
  }
}
