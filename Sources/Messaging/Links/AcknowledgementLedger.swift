/// Which deliveries of one channel are not settled, and how the broker is told with the fewest frames that some are.
///
/// The broker numbers deliveries from 1. It can be told "all up to this one" and "this one"; what it was told once must
/// not be told again. A pure value.
package struct AcknowledgementLedger<Tag> {
  /// The unsettled deliveries from number `first` on; nil where one has been settled out of order.
  private var open: [Tag?] = []
  private var head = 0
  private var first: UInt64 = 1

  package init() {}

  /// What the broker is to be told.
  package struct Statement {
    /// Everything up to here is settled.
    package fileprivate(set) var upTo: Tag?
    /// So are these.
    package fileprivate(set) var single: [Tag] = []
  }

  /// Takes the next delivery into account.
  package mutating func append(_ tag: Tag) { open.append(tag) }

  /// Settles deliveries by their numbers; those that are settled already or were never there count for nothing.
  package mutating func settle(_ numbers: [UInt64]) -> Statement {
    var settled: [(number: UInt64, tag: Tag)] = []
    for number in numbers.sorted() {
      guard number >= first, number - first < UInt64(open.count - head) else { continue }
      let index = head + Int(number - first)
      guard let tag = open[index] else { continue }
      open[index] = nil
      settled.append((number, tag))
    }
    while head < open.count, open[head] == nil {
      head += 1
      first += 1
    }
    if head >= 1024, head * 2 >= open.count {
      open.removeFirst(head)
      head = 0
    }
    var statement = Statement()
    for (number, tag) in settled {
      if number < first { statement.upTo = tag } else { statement.single.append(tag) }
    }
    return statement
  }
}
