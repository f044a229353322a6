public import FoundationEssentials

/// The identity of one process instance. Both parties use the order's id for it.
public struct InstanceID: Hashable, Comparable, Sendable, CustomStringConvertible {
  public let uuid: UUID

  public init(_ uuid: UUID) { self.uuid = uuid }

  /// Reads the canonical text form; nil for anything else.
  public init?(_ text: String) {
    guard let uuid = UUID(text: text) else { return nil }
    self.uuid = uuid
  }

  public var description: String { uuid.text }

  public static func < (left: InstanceID, right: InstanceID) -> Bool { left.uuid < right.uuid }
}

/// The identity of one version of a process: a digest of the file that it was read from.
public struct DefinitionID: Hashable, Sendable, CustomStringConvertible {
  public let text: String

  public init(_ text: String) { self.text = text }

  public var description: String { text }
}

/// Numbers what happens inside one instance: element instances, subscriptions, timers, tasks, jobs and incidents share
/// one ascending sequence, so that a key is never used twice.
public typealias Key = Int
