package import FEEL
package import FoundationEssentials

/// The machine's clock, or one that runs faster from a given start: a day of the process in a minute, for demonstrations.
package struct SystemClock: WallClock {
  private let start: Timestamp
  private let epoch: Timestamp
  private let speed: Double

  /// The machine's clock.
  package init() {
    self.init(start: Timestamp(microseconds: 0), epoch: Timestamp(microseconds: 0), speed: 1)
  }

  /// A clock that showed `start` when the machine's showed `epoch`, and runs `speed` times as fast.
  package init(start: Timestamp, epoch: Timestamp, speed: Double) {
    self.start = start
    self.epoch = epoch
    self.speed = speed
  }

  package var now: Timestamp {
    let elapsed = Double(Self.machineMicroseconds - epoch.microseconds) * speed
    guard speed != 1 else {
      return Timestamp(
        microseconds: start.microseconds + Self.machineMicroseconds - epoch.microseconds)
    }
    return Timestamp(microseconds: start.microseconds + Int64(elapsed))
  }

  package func wait(until time: Timestamp) -> Duration {
    let microseconds = Double(time.microseconds - now.microseconds) / speed
    return .microseconds(max(0, Int64(microseconds)))
  }

  private static var machineMicroseconds: Int64 {
    Int64((Date().timeIntervalSince1970 * 1_000_000).rounded())
  }
}

/// UUIDv7 with random bits from the system.
package struct SystemIDs: IDSource {
  package init() {}

  package func next(at time: Timestamp) -> UUID {
    var generator = SystemRandomNumberGenerator()
    return UUID(version7At: time, using: &generator)
  }
}

extension UUID {
  /// A UUIDv7 (RFC 9562 §5.7): 48 bits of Unix milliseconds, then random bits.
  package init(version7At time: Timestamp, using generator: inout some RandomNumberGenerator) {
    let milliseconds = UInt64(max(0, time.microseconds / 1000))
    let high = milliseconds << 16 | 0x7000 | UInt64.random(in: 0...0xfff, using: &generator)
    let low =
      0x8000_0000_0000_0000 | UInt64.random(in: 0...0x3fff_ffff_ffff_ffff, using: &generator)
    func byte(_ word: UInt64, _ index: Int) -> UInt8 {
      UInt8(truncatingIfNeeded: word >> (56 - 8 * index))
    }
    self.init(
      uuid: (
        byte(high, 0), byte(high, 1), byte(high, 2), byte(high, 3), byte(high, 4), byte(high, 5),
        byte(high, 6), byte(high, 7), byte(low, 0), byte(low, 1), byte(low, 2), byte(low, 3),
        byte(low, 4), byte(low, 5), byte(low, 6), byte(low, 7)
      ))
  }
}
