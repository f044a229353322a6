package import Exchange
package import Participant

/// Where the requirements are tried: one broker, into which both parties can be connected.
///
/// A fresh world has no queues, and nobody else uses it.
package protocol BrokerWorld: Sendable {
  /// Has at least the messages of ``SampleContract``.
  var contract: Contract { get }

  /// Connects a party and waits until it is connected. The same party may be connected again after its broker was closed.
  func connect(_ party: String) async throws -> any Broker

  /// Breaks the party's connections, as a network does.
  func cutConnections(of party: String) async throws

  /// Puts into a party's inbox what no partner has sent.
  func sendGarbage(to party: String) async throws
}

/// A requirement that is not met.
package struct Violation: Error, CustomStringConvertible {
  package let description: String

  init(_ description: String) { self.description = description }
}

func require(_ condition: Bool, _ otherwise: @autoclosure () -> String) throws {
  if !condition { throw Violation(otherwise()) }
}
