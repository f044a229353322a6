import FEEL
import Monitoring
import SyntheticJournal
import Testing

@Suite struct LaneLedgerTests {
  private func time(_ second: Int64) -> Timestamp { Timestamp(microseconds: second * 1_000_000) }

  @Test func `entries in order leave no gap`() {
    var ledger = LaneLedger()
    for number in 1...5 { #expect(ledger.take(number, at: time(Int64(number)))) }
    #expect(ledger == LaneLedger(last: 5))
  }

  @Test func `an entry that was heard before is absorbed`() {
    var ledger = LaneLedger(last: 3)
    #expect(!ledger.take(3, at: time(9)))
    #expect(!ledger.take(1, at: time(9)))
    #expect(!ledger.take(0, at: time(9)))
    #expect(ledger == LaneLedger(last: 3, duplicates: 3))
  }

  @Test func `a gap is known since the entry after it`() {
    var ledger = LaneLedger(last: 1)
    #expect(ledger.take(5, at: time(50)))
    #expect(ledger.gaps == [.init(first: 2, last: 4, since: time(50))])
    #expect(ledger.last == 5)
  }

  @Test func `an entry inside a gap splits it`() {
    var ledger = LaneLedger(last: 6, gaps: [.init(first: 2, last: 5, since: time(60))])
    #expect(ledger.take(3, at: time(30)))
    #expect(
      ledger.gaps == [
        .init(first: 2, last: 2, since: time(30)), .init(first: 4, last: 5, since: time(60)),
      ])
    #expect(!ledger.take(3, at: time(30)))
    #expect(ledger.take(2, at: time(20)))
    #expect(ledger.take(5, at: time(50)))
    #expect(ledger.take(4, at: time(40)))
    #expect(ledger == LaneLedger(last: 6, duplicates: 1))
  }

  @Test(arguments: 0..<20 as Range<UInt64>)
  func `the ledger depends on what was heard, not on the order`(seed: UInt64) {
    var generator = SplitMix(seed: seed)
    let numbers = (1...40).filter { _ in generator.next() % 4 != 0 }
    var sorted = LaneLedger()
    for number in numbers { _ = sorted.take(number, at: time(Int64(number))) }
    var shuffled = LaneLedger()
    for number in numbers.shuffled(using: &generator) {
      _ = shuffled.take(number, at: time(Int64(number)))
    }
    #expect(shuffled == sorted)
  }
}
