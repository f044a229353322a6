import BPMN
import Locks
import Participant
import ProcessEngine

/// The versions of the model as pages draw them. Each is read once: they are as many as the model has been changed, and reading
/// one takes longer than the rest of a page.
final class DrawnVersions: Sendable {
  let current: Definitions
  private let store: any Store
  private let known: Locked<[DefinitionID: Definitions]>

  /// - Parameters:
  ///   - source: the current version, with this id.
  ///   - store: has the versions that orders began with.
  init(_ source: ModelSource, _ id: DefinitionID, store: any Store) throws {
    current = try Definitions(xml: source.xml)
    self.store = store
    known = Locked([id: current])
  }

  /// The version that an order began with.
  func version(_ id: DefinitionID) async throws -> Definitions {
    if let version = known.withLock({ $0[id] }) { return version }
    guard let stored = try await store.definition(id) else {
      throw StoreError.broken("the definition \(id) is not in the database")
    }
    let version = try Definitions(xml: stored.xml)
    known.withLock { $0[id] = version }
    return version
  }
}
