package import SplitMix

/// What can go wrong in a simulated world.
package enum Fault: String, CaseIterable, Sendable {
  /// A publication is lost before the broker has it.
  case drop
  /// A message comes twice.
  case duplicate
  /// A message is on its way for minutes or days.
  case delay
  /// What waits in an inbox changes its order.
  case reorder
  /// The broker has a publication, but its confirm is lost.
  case confirmLost = "confirm-lost"
  /// A connection to the broker is lost: what was not acknowledged comes again.
  case disconnect
  /// A party's inbox is not there for a while: what is published to it is returned.
  case inboxAbsent = "inbox-absent"
  case brokerAway = "broker-away"
  /// A process dies, at any await of the store or the broker.
  case crash
  /// A process is stopped in good order.
  case stop
  /// The database is away or overloaded for one call.
  case storeError = "store-error"
  /// The database is away for a while.
  case storeAway = "store-away"
  /// The connection is lost while a commit is on its way; it may have arrived or not.
  case outcomeUnknown = "outcome-unknown"
  /// One party's wall clock jumps by up to a day, forward or back.
  case clockJump = "clock-jump"
  /// Somebody publishes messages that no honest partner would.
  case hostile
  /// The price list cannot be read for a while.
  case priceListAway = "price-list-away"
  /// Other lanes and processes work between two awaits of one.
  case interleave
}

/// Which faults a world has, and how often: every seed turns a random subset on (swarm testing).
package struct FaultPlan: Sendable {
  package let faults: Set<Fault>
  /// Scales how often each happens.
  let rate: Double

  package init(_ faults: Set<Fault>, rate: Double = 1) {
    self.faults = faults
    self.rate = rate
  }

  package init(drawnFrom random: inout SplitMix64) {
    // One world in sixteen is perfect, one has everything at once.
    let share =
      switch random.number(0...15) {
      case 0: 0.0
      case 1: 1.0
      default: 0.4
      }
    var faults: Set<Fault> = []
    for fault in Fault.allCases where random.chance(share) { faults.insert(fault) }
    self.faults = faults
    rate = random.pick([0.3, 1, 1, 2]) ?? 1
  }

  /// The plan of a seed's world.
  static func drawn(bySeed seed: UInt64) -> FaultPlan {
    var random = SplitMix64(seed: seed)
    return FaultPlan(drawnFrom: &random)
  }

  /// The same without one kind of fault.
  package func without(_ fault: Fault) -> FaultPlan {
    FaultPlan(faults.subtracting([fault]), rate: rate)
  }

  /// How likely a fault is, each time it could happen.
  func probability(of fault: Fault) -> Double {
    guard faults.contains(fault) else { return 0 }
    let often: Double =
      switch fault {
      case .drop, .duplicate, .delay, .confirmLost: 0.08
      case .storeError: 0.04
      case .outcomeUnknown: 0.03
      case .crash: 0.008
      case .interleave: 0.15
      case .reorder, .hostile: 1
      case .disconnect, .inboxAbsent, .brokerAway, .stop, .storeAway, .clockJump, .priceListAway:
        0.3
      }
    return min(1, often * rate)
  }
}
