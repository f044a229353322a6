import Messaging
import Testing

struct AcknowledgementLedgerTests {
  private var ledger = AcknowledgementLedger<UInt64>()

  init() { for number in 1...6 { ledger.append(UInt64(number)) } }

  private mutating func settle(_ numbers: UInt64...) -> (upTo: UInt64?, single: [UInt64]) {
    let statement = ledger.settle(numbers)
    return (statement.upTo, statement.single)
  }

  @Test mutating func `a run from the oldest on is one statement`() {
    #expect(settle(2, 3, 1) == (3, []))
    #expect(settle(4, 5, 6) == (6, []))
  }

  @Test mutating func `what has older neighbours is named alone`() {
    #expect(settle(3, 5) == (nil, [3, 5]))
    #expect(settle(1) == (1, []))
    #expect(settle(2, 6) == (2, [6]))
    #expect(settle(4) == (4, []))
  }

  @Test mutating func `nothing is told twice`() {
    #expect(settle(2) == (nil, [2]))
    #expect(settle(2, 1, 1) == (1, []))
    #expect(settle(1, 2) == (nil, []))
  }

  @Test mutating func `what never came is ignored`() {
    #expect(settle(0, 7, .max) == (nil, []))
    #expect(settle(1) == (1, []))
  }

  @Test mutating func `it goes on for ever in little space`() {
    for number in 7...10_000 as ClosedRange<UInt64> {
      ledger.append(number)
      #expect(settle(number - 6) == (number - 6, []))
    }
  }
}
