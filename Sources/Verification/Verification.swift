package import BPMN
import Exchange
package import ProcessEngine

/// Whether the pools of a collaboration always come to an end together, found out by trying everything that can happen.
///
/// The joint states of all pools and of the messages between them are explored with the engine itself: what is checked is
/// what runs. Two states are the same when nothing that follows can tell them apart: keys are numbered anew, and of points
/// in time only their order counts.
package enum Verification {
  /// In which order messages arrive.
  package enum Delivery: String, Hashable, Sendable, CaseIterable {
    /// Those from one pool to another arrive in the order in which they were sent, as the parties make sure they do.
    case ordered
    /// Any message in flight may arrive next. The parties never see this; it shows how much the model relies on order.
    case unordered
  }

  /// Explores a collaboration.
  ///
  /// - Parameters:
  ///   - forms: the forms of the user tasks, by id.
  ///   - scenario: what comes from outside the model.
  ///   - limit: how many states are looked at before giving up.
  /// - Throws: what cannot be executed.
  package static func check(
    _ definitions: Definitions, forms: [String: Form], scenario: Scenario = Scenario(),
    delivery: Delivery = .ordered, limit: Int = 200_000
  ) throws(ReadFailure) -> Report {
    let contract = try Contract(definitions)
    var pools: [Pool] = []
    for party in contract.parties {
      pools.append(
        try Pool(party, of: definitions, contract: contract, forms: forms, scenario: scenario))
    }
    let stage = Stage(pools: pools, contract: contract, scenario: scenario, delivery: delivery)
    var exploration = Exploration(stage, limit: limit)
    exploration.run()
    return exploration.report(on: definitions)
  }
}
