import FEEL
import Monitoring
import SplitMix
import SyntheticJournal
import Testing

@Suite struct LaneLedgerTests {
  private func time(_ second: Int64) -> Timestamp { Timestamp(microseconds: second * 1_000_000) }

  private func take(_ number: Int, _ time: Timestamp, _ ledger: inout LaneLedger) -> Bool {
    ledger.take(number, at: time)
  }

  @Test func `entries in order leave no gap`() {
    var ledger = LaneLedger()
    for number in 1...5 { #expect(take(number, time(Int64(number)), &ledger)) }
    #expect(ledger == LaneLedger(last: 5))
  }

  @Test func `an entry that was heard before is absorbed`() {
    var ledger = LaneLedger(last: 3)
    #expect(!take(3, time(9), &ledger))
    #expect(!take(1, time(9), &ledger))
    #expect(!take(0, time(9), &ledger))
    #expect(ledger == LaneLedger(last: 3, duplicates: 3))
  }

  @Test func `a gap is known since the entry after it`() {
    var ledger = LaneLedger(last: 1)
    #expect(take(5, time(50), &ledger))
    #expect(ledger.gaps == [.init(first: 2, last: 4, since: time(50))])
    #expect(ledger.last == 5)
  }

  @Test func `an entry inside a gap splits it`() {
    var ledger = LaneLedger(last: 6, gaps: [.init(first: 2, last: 5, since: time(60))])
    #expect(take(3, time(30), &ledger))
    #expect(
      ledger.gaps == [
        .init(first: 2, last: 2, since: time(30)), .init(first: 4, last: 5, since: time(60)),
      ])
    #expect(!take(3, time(30), &ledger))
    #expect(take(2, time(20), &ledger))
    #expect(take(5, time(50), &ledger))
    #expect(take(4, time(40), &ledger))
    #expect(ledger == LaneLedger(last: 6, duplicates: 1))
  }

  @Test(arguments: 0..<20 as Range<UInt64>)
  func `the ledger depends on what was heard, not on the order`(seed: UInt64) {
    var generator = SplitMix64(seed: seed)
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
