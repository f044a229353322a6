import BPMN
package import Exchange
import Locks
package import ProcessEngine

/// The versions of the party's process: the current one for new instances, and those that running instances began with.
package final class Library: Sendable {
  /// The version that new instances begin with.
  package let current: ExecutableProcess
  package let contract: Contract
  /// The pool that is run.
  package let party: String
  private let store: any Store
  private let handlers: Set<String>
  private let earlier: Locked<[DefinitionID: ExecutableProcess]>

  /// Keeps the model and makes it the current version.
  ///
  /// - Throws: `ReadFailure` when something in the model cannot be executed, `StoreError` when it cannot be kept.
  package convenience init(
    _ source: ModelSource, party: String, handlers: Set<String>, store: any Store
  ) async throws {
    try await self.init(
      try LoadedModel(source, party: party, handlers: handlers), source: source, party: party,
      handlers: handlers, store: store)
  }

  /// Keeps a model that has been read and checked already.
  package init(
    _ model: LoadedModel, source: ModelSource, party: String, handlers: Set<String>,
    store: any Store
  ) async throws(StoreError) {
    current = model.process
    contract = model.contract
    self.party = party
    self.store = store
    self.handlers = handlers
    earlier = Locked([model.process.definition: model.process])
    try await store.save(
      StoredDefinition(id: source.id, xml: source.xml, forms: source.forms))
  }

  /// The version that an instance stays on, or the current one for an order that is about to begin.
  func process(of instance: Instance?) async throws(StoreError) -> ExecutableProcess {
    guard let instance else { return current }
    return try await process(instance.definition)
  }

  /// The version that instances began with.
  package func process(_ id: DefinitionID) async throws(StoreError) -> ExecutableProcess {
    if let known = earlier.withLock({ $0[id] }) { return known }
    guard let stored = try await store.definition(id) else {
      throw .broken("the definition \(id), which an instance began with, is not in the database")
    }
    let process: ExecutableProcess
    do {
      let source = ModelSource(id: stored.id, xml: stored.xml, forms: stored.forms)
      process = try LoadedModel(source, party: party, handlers: handlers).process
    } catch {
      throw .broken("the stored definition \(id) cannot be executed any more: \(error)")
    }
    earlier.withLock { $0[id] = process }
    return process
  }
}
