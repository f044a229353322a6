import Monitoring
import Testing

@Suite struct OrderWordsTests {
  @Test func `an order is found by each part of each word`() {
    let facts = OrderFacts(
      reference: "PO-7/b", buyer: "Brune & Cie", skus: ["BOLT-M8x20"])
    let words = OrderWords.of(facts, marks: [.late("Task_Verify"), .worker(party: "A", name: "b")])
    #expect(
      words == [
        "po-7/b", "7/b", "b", "brune", "cie", "bolt-m8x20", "m8x20", "=BOLT-M8x20",
        "!Task_Verify", "@A\u{1E}b",
      ])
  }

  @Test(arguments: [
    ("  Brune,  po-7 ", ["brune", "po-7"]), ("&", []),
    ("1 2 3 4 5 6 7 8 9", ["1", "2", "3", "4", "5", "6", "7", "8"]),
  ])
  func `a search is made of words`(text: String, beginnings: [String]) {
    #expect(OrderWords.beginnings(of: text) == beginnings)
  }
}
