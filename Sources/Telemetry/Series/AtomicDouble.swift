import Synchronization

/// A floating-point number that many may change.
final class AtomicDouble: Sendable {
  private let bits: Atomic<UInt64>

  init(_ value: Double) { bits = Atomic(value.bitPattern) }

  var value: Double { Double(bitPattern: bits.load(ordering: .relaxed)) }

  func set(_ value: Double) { bits.store(value.bitPattern, ordering: .relaxed) }

  func add(_ amount: Double) {
    var known = bits.load(ordering: .relaxed)
    while true {
      let sum = (Double(bitPattern: known) + amount).bitPattern
      let (exchanged, original) = bits.weakCompareExchange(
        expected: known, desired: sum, ordering: .relaxed)
      if exchanged { return }
      known = original
    }
  }
}
