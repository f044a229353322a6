import BPMN
import Testing

@Suite struct QueryTests {
  private let definitions: Definitions

  init() throws {
    definitions = try Definitions(xml: Array(Sample.order.utf8))
  }

  @Test func `participants are found by name and by what they own`() throws {
    let seller = try #require(definitions.participant(named: "Seller"))
    #expect(seller.id == "Pool_Seller")
    #expect(definitions.process(of: seller)?.id == "Selling")
    #expect(definitions.participant(owning: "Check") == seller)
    #expect(definitions.participant(owning: "Pool_Seller") == seller)
    #expect(definitions.participant(owning: "Send")?.name == "Buyer")
    #expect(definitions.participant(owning: "S1") == nil)
    #expect(definitions.participant(named: "Nobody") == nil)
  }

  @Test func `nodes and flows are found at any depth`() throws {
    let selling = try #require(definitions.process(id: "Selling"))
    #expect(
      selling.allNodes.map(\.id)
        == ["Received", "Large", "Work", "Work_Start", "Check", "Late", "Paid"])
    #expect(selling.content.allFlows.map(\.id) == ["S1", "S2", "S3", "W1"])
  }

  @Test func `messages are found by the nodes that send and receive them`() throws {
    #expect(definitions.messageFlows(from: "Send").map(\.id) == ["Flow_Order"])
    #expect(definitions.messageFlows(from: "Pool_Bank").map(\.id) == ["Flow_Pay"])
    #expect(definitions.messageFlows(from: "Received") == [])
    for (id, name) in [("Send", "OrderPlaced"), ("Received", "OrderPlaced"), ("Paid", "Paid")] {
      let node = try #require(definitions.node(id: id))
      #expect(definitions.message(of: node)?.name == name)
    }
    let gateway = try #require(definitions.node(id: "Large"))
    #expect(definitions.message(of: gateway) == nil)
  }
}
