import BPMN
import Exchange
import Foundation
import Testing

struct ContractTests {
  private static func order() throws -> Contract {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../bpmn/order.bpmn").standardizedFileURL
    return try Contract(Definitions(xml: Array(Data(contentsOf: file))))
  }

  @Test func `the drawing says who sends which message to whom`() throws {
    let contract = try Self.order()
    #expect(contract.parties.map(\.name) == ["Client", "Supplier"])
    #expect(contract.parties.map(\.process) == ["client", "supplier"])
    #expect(
      contract.messages(to: "Supplier").map(\.name) == [
        "OrderCancelled", "OrderClosed", "OrderPlaced", "QuoteAccepted", "QuoteDeclined",
        "ReceiptConfirmed", "RevisionRequested",
      ])
    #expect(
      contract.messages(to: "Client").map(\.name) == [
        "CancellationConfirmed", "DeclineConfirmed", "FulfilmentFailed", "OrderConfirmed",
        "OrderFulfilled", "OrderRejected", "QuoteExpired", "QuoteIssued",
      ])
    #expect(contract.messages["CancelRequested"] == nil, "a command crosses nothing")
  }

  @Test func `every name on the wire comes from the drawing`() throws {
    let contract = try Self.order()
    let issued = try #require(contract.messages["QuoteIssued"])
    #expect(contract.exchange == "order.messages")
    #expect(contract.eventExchange == "order.events")
    #expect(contract.eventStream == "order.events.stream")
    #expect(contract.deadLetterExchange == "order.dead")
    #expect(contract.inbox(of: "Client") == "order.client.inbox")
    #expect(contract.deadLetterQueue(of: "Client") == "order.client.dead")
    #expect(contract.routingKey(of: issued) == "client.quote-issued")
    #expect(contract.type(of: issued) == "duet.order.quote-issued.v1")
  }

  @Test(arguments: [
    ("QuoteIssued", "quote-issued"), ("Quote issued", "quote-issued"),
    ("  quote__Issued! ", "quote-issued"), ("HTTPOrder2Go", "httporder2-go"), ("", ""), ("…", ""),
    ("Größe", "größe"),
  ])
  func `a name on the wire has small letters and hyphens`(_ name: String, slug: String) {
    #expect(Contract.slug(name) == slug)
  }

  /// Two pools: Left begins and sends, Right is begun and sends back.
  private static func drawing(
    flows: String, left: String = "", declarations: String = "", more: String = ""
  ) -> [UInt8] {
    Array(
      """
      <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="urn:t">
      <collaboration id="c" name="Small Talk">
      <participant id="poolL" name="Left" processRef="l"/>
      <participant id="poolR" name="Right" processRef="r"/>
      <participant id="poolX" name="Outside"/>
      \(flows)
      </collaboration>
      <process id="l"><startEvent id="l0"/><sendTask id="l1" messageRef="m"/>
      <receiveTask id="l2" messageRef="n"/><endEvent id="l3"/>\(left)</process>
      <process id="r"><startEvent id="r0"><messageEventDefinition messageRef="m"/></startEvent>
      <sendTask id="r1" messageRef="n"/><endEvent id="r2"/>\(more)</process>
      <message id="m" name="Hello"/><message id="n" name="GoodBye"/>\(declarations)
      </definitions>
      """.utf8)
  }

  private static let there = "<messageFlow id='f1' sourceRef='l1' targetRef='r0'/>"
  private static let back = "<messageFlow id='f2' sourceRef='r1' targetRef='l2'/>"

  private func problems(_ drawing: [UInt8]) throws -> [String] {
    let definitions = try Definitions(xml: drawing)
    do {
      _ = try Contract(definitions)
      return []
    } catch {
      return error.problems.map { "\($0.elementID ?? "-"): \($0.reason)" }
    }
  }

  @Test func `a drawing whose flows fit is a contract`() throws {
    #expect(try problems(Self.drawing(flows: Self.there + Self.back)) == [])
  }

  @Test func `a message that no message flow carries is refused`() throws {
    #expect(
      try problems(Self.drawing(flows: Self.there)) == [
        "r1: sends GoodBye, but no message flow leads from it to the other pool"
      ])
  }

  @Test func `a message flow with different messages at its ends is refused`() throws {
    let flow = "<messageFlow id='f3' sourceRef='l1' targetRef='r3'/>"
    #expect(
      try problems(
        Self.drawing(
          flows: Self.there + Self.back + flow, more: "<receiveTask id='r3' messageRef='n'/>"))
        == ["f3: it begins as Hello and ends as GoodBye"])
  }

  @Test func `a message flow from or to what is no message is refused`() throws {
    let flows = """
      <messageFlow id='f3' sourceRef='l3' targetRef='r0'/>
      <messageFlow id='f4' sourceRef='l1' targetRef='poolX'/>
      """
    #expect(
      try problems(Self.drawing(flows: Self.there + Self.back + flows)) == [
        "f3: both ends of a message flow must send or catch a message",
        "f4: both ends of a message flow must send or catch a message",
      ])
  }

  @Test func `a message that goes both ways is refused`() throws {
    let flow = "<messageFlow id='f3' sourceRef='r3' targetRef='l4'/>"
    #expect(
      try problems(
        Self.drawing(
          flows: Self.there + Self.back + flow, left: "<receiveTask id='l4' messageRef='m'/>",
          more: "<sendTask id='r3' messageRef='m'/>"))
        == ["f3: Hello goes from Left to Right elsewhere"])
  }

  @Test func `two messages with the same name on the wire are refused`() throws {
    let flow = "<messageFlow id='f3' sourceRef='l4' targetRef='r3'/>"
    #expect(
      try problems(
        Self.drawing(
          flows: Self.there + Self.back + flow, left: "<sendTask id='l4' messageRef='o'/>",
          declarations: "<message id='o' name='good bye'/>",
          more: "<receiveTask id='r3' messageRef='o'/>"))
        == ["-: the messages GoodBye and good bye are both `good-bye` on the wire"])
  }

  @Test func `a file without a collaboration is refused`() throws {
    let xml = """
      <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" id="d" targetNamespace="urn:t">
      <process id="l"><startEvent id="l0"/></process></definitions>
      """
    #expect(try problems(Array(xml.utf8)) == ["-: there is no collaboration"])
  }
}
