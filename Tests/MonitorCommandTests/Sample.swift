import BPMN
import FEEL
import Monitoring
import ProcessEngine
import SyntheticJournal
import Terminal

/// A picture of some orders that does not change.
enum Sample {
  static let now = SyntheticJournal.start + .seconds(20_000)

  static func map() throws -> ProcessMap {
    ProcessMap(try Definitions(xml: Array(drawing.utf8)))
  }

  /// Made with the projection itself, out of synthetic reports.
  static func overview() throws -> Overview {
    var overview = Overview(at: now)
    var client = PartyOverview(party: "Client", tallies: [:])
    client.running = 42
    client.outcomes = ["Completed": 1_204, "Rejected": 87, "Expired": 3]
    client.tokens = ["client": 42, "Gateway_Await": 30, "Task_ReviewQuote": 12]
    client.lastSecond = .init(steps: 17.25, started: 3, ended: 2)
    client.lastMinute = .init(steps: 1_031, started: 178, ended: 117)
    var supplier = PartyOverview(party: "Supplier", tallies: [:])
    supplier.running = 41
    supplier.outcomes = ["Completed": 1_202, "Rejected": 88]
    supplier.tokens = [
      "supplier": 41, "Task_VerifyOrder": 29, "Task_GenerateQuote": 2, "Task_ConfirmQuote": 6,
      "Task_ConfirmFulfilment": 4,
    ]
    supplier.incidents = 2
    supplier.lastSecond = .init(steps: 0.4, started: 0, ended: 0)
    supplier.lastMinute = .init(steps: 980, started: 99.96, ended: 0.04)
    overview.parties = [client, supplier]
    overview.flows = MessageFlowOverview.all(in: [
      Tally("Client", .sent, "OrderPlaced"): 1_336,
      Tally("Supplier", .received, "OrderPlaced"): 1_333,
      Tally("Supplier", .sent, "QuoteIssued"): 1_250,
      Tally("Client", .received, "QuoteIssued"): 1_248,
      Tally("Client", .refused, "QuoteIssued"): 1,
    ])
    overview.transitions = (0..<30).map { index in
      Transition(
        at: now + .seconds(-index), party: index % 2 == 0 ? "Client" : "Supplier",
        order: SyntheticJournal.order(index), reference: index == 3 ? nil : "PO-\(10_000 + index)",
        text: index % 2 == 0
          ? "received QuoteIssued, reached Review quote" : "task done: Verify order by sam (accept)"
      )
    }
    overview.attention.stuck = (0..<2).map { index in
      Attention(
        order: SyntheticJournal.order(index), reference: "PO-\(10_000 + index)", party: "Supplier",
        reason: .incident, since: now + .seconds(-8_000),
        detail: "Generate quote: there is no price for BOLT-M8")
    }
    overview.attention.overdue = (0..<9).map { index in
      Attention(
        order: SyntheticJournal.order(index), reference: "PO-\(10_100 + index)", party: "Client",
        reason: .task, since: now + .seconds(-900 * index - 60),
        detail: "Review quote, claimed by bea")
    }
    overview.reception.position = 48_213
    overview.reception.newestEntry = now + .milliseconds(-300)
    overview.reception.unreadable = 1
    return overview
  }

  private static let drawing = """
    <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="D" targetNamespace="urn:test">
      <message id="M1" name="Answer"/>
      <collaboration id="C" name="Order">
        <participant id="P1" name="Client" processRef="client"/>
        <participant id="P2" name="Supplier" processRef="supplier"/>
      </collaboration>
      <process id="client" isExecutable="true">
        <startEvent id="S1" name="Order placed"><outgoing>F0</outgoing></startEvent>
        <eventBasedGateway id="Gateway_Await"><incoming>F0</incoming><outgoing>F1</outgoing><outgoing>F2</outgoing></eventBasedGateway>
        <intermediateCatchEvent id="E1" name="Order confirmed"><incoming>F1</incoming><messageEventDefinition messageRef="M1"/></intermediateCatchEvent>
        <intermediateCatchEvent id="E2" name="Order rejected"><incoming>F2</incoming><messageEventDefinition messageRef="M1"/></intermediateCatchEvent>
        <userTask id="Task_ReviewQuote" name="Review quote"/>
        <sequenceFlow id="F0" sourceRef="S1" targetRef="Gateway_Await"/>
        <sequenceFlow id="F1" sourceRef="Gateway_Await" targetRef="E1"/>
        <sequenceFlow id="F2" sourceRef="Gateway_Await" targetRef="E2"/>
      </process>
      <process id="supplier" isExecutable="true">
        <userTask id="Task_VerifyOrder" name="Verify order"/>
        <serviceTask id="Task_GenerateQuote" name="Generate quote"/>
        <userTask id="Task_ConfirmQuote" name="Confirm quote"/>
        <userTask id="Task_ConfirmFulfilment" name="Confirm fulfilment"/>
      </process>
    </definitions>
    """
}
