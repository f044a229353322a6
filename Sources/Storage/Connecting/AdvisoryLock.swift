import FoundationEssentials
import ProcessEngine

/// Whose advisory locks are whose. Those of lanes have one 64-bit key, those of orders two 32-bit keys, which the server
/// keeps apart.
enum AdvisoryLock {
  /// The first key of locks on orders that have no instance yet: the bytes of "duet".
  static let orders: Int32 = 0x6475_6574

  /// The bytes of "duet:ln" and the lane's number.
  static func lane(_ id: Int) -> Int64 { 0x6475_6574_3A6C_6E00 | Int64(id) }

  /// The second key of a lock on an order. Two orders with the same key wait for each other, no more.
  static func key(of order: InstanceID) -> Int32 {
    let bytes = order.uuid.uuid
    return Int32(
      bitPattern: UInt32(bytes.12) << 24 | UInt32(bytes.13) << 16 | UInt32(bytes.14) << 8
        | UInt32(bytes.15))
  }
}
