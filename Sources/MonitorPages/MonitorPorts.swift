import Analysis
package import BPMN
import Diagram
package import FEEL
package import Logging
package import Monitoring
import WebPages

/// What the monitor's pages stand on.
package struct MonitorPorts: Sendable {
  package let reading: any MonitorReading
  package let process: DrawnProcess
  /// Tells open pages what has changed; it has to run.
  package let feed: LiveFeed
  /// Answers what the analysis page asks; an `AnalysisService` has to run it.
  package let analysis: AnalysisDesk
  /// The parties' clock.
  package let now: @Sendable () -> Timestamp
  /// How much faster than the machine's that clock runs.
  package let speed: Double
  /// What programs get where people get the live page.
  package let json: @Sendable (Overview) -> Value
  /// Where the pages of the parties are, by pool: `http://127.0.0.1:8401`.
  package let partyPages: [String: String]
  /// What the parties said last of their outboxes.
  package let outboxes: @Sendable () -> Outboxes

  package init(
    reading: any MonitorReading, process: DrawnProcess, now: @escaping @Sendable () -> Timestamp,
    speed: Double = 1, logger: Logger, json: @escaping @Sendable (Overview) -> Value,
    partyPages: [String: String] = [:],
    outboxes: @escaping @Sendable () -> Outboxes = { Outboxes() }
  ) {
    self.reading = reading
    self.process = process
    self.now = now
    self.speed = speed
    self.json = json
    self.partyPages = partyPages
    self.outboxes = outboxes
    analysis = AnalysisDesk(
      reading: reading, model: process.model, now: now,
      onTrouble: {
        logger.warning("An analysis could not be made", metadata: ["reason": "\($0)"])
      })
    let map = process.map
    feed = LiveFeed(
      generation: { try await reading.generation() },
      overview: { try await reading.overview(at: now(), lines: 20, map: map, speed: speed) },
      logger: logger)
  }

  /// The page of an order at a party, where that is known.
  func link(to order: String, at party: String) -> String? {
    partyPages[party].map { "\($0)/ui/orders/\(order)" }
  }
}

/// The collaboration as it is drawn and named.
package struct DrawnProcess: Sendable {
  package let map: ProcessMap
  /// What analyses have to know of it.
  let model: ProcessModel
  private let drawings: [Language: Drawing]
  /// By the names of messages, the message flows that carry them, in the order of the file.
  let messageFlows: [String: [String]]
  /// The name of the message that a flow carries.
  let messages: [String: String]

  /// How orders can end: the names of the end events of the processes, each once, in the order of the file.
  let outcomes: [String]

  package init(_ definitions: Definitions) {
    let map = ProcessMap(definitions)
    self.map = map
    model = ProcessModel(definitions, label: map.label)
    var drawings: [Language: Drawing] = [:]
    for language in Language.allCases {
      drawings[language] = Drawing(definitions, translate: Catalogue.of(language).model)
    }
    self.drawings = drawings
    var flows: [String: [String]] = [:]
    var messages: [String: String] = [:]
    for flow in definitions.collaboration?.messageFlows ?? [] {
      let node = definitions.node(id: flow.target)
      guard let message = node.flatMap(definitions.message) else { continue }
      flows[message.name, default: []].append(flow.id)
      messages[flow.id] = message.name
    }
    messageFlows = flows
    self.messages = messages
    var outcomes: [String] = []
    for node in definitions.processes.flatMap(\.content.nodes) where node.type == "endEvent" {
      if let name = node.name, !outcomes.contains(name) { outcomes.append(name) }
    }
    self.outcomes = outcomes
  }

  /// Without a file: ids stand for names, and nothing is drawn.
  package init() {
    map = ProcessMap()
    model = ProcessModel()
    drawings = [:]
    messageFlows = [:]
    messages = [:]
    outcomes = []
  }

  /// nil when the file draws nothing.
  func drawing(_ language: Language) -> Drawing? { drawings[language] }

  /// A flow node in the reader's language.
  func label(_ element: String, _ texts: Catalogue) -> String {
    words(map.label(of: element), texts)
  }

  /// What the map calls a flow node, also one without a name of its own, in the reader's language.
  func words(_ label: String, _ texts: Catalogue) -> String {
    if label.hasPrefix(Self.wait) {
      let names = label.dropFirst(Self.wait.count).split(separator: " / ").map(String.init)
      return texts("node.wait", ["what": names.map(texts.model).joined(separator: " / ")])
    }
    return texts.text("node.\(label)") ?? texts.model(label)
  }

  /// How `ProcessMap` begins the label of an event-based gateway.
  private static let wait = "wait for "

  /// Where orders come from, and whose ends count as theirs.
  var initiator: String? { map.initiator ?? map.pools.first?.name }
}
