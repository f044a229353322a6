/// Why something of an order waits, or why a message was not used: sentence after sentence, the root cause last.
package struct Explanation: Hashable, Sendable {
  package struct Line: Hashable, Sendable {
    package let statement: Statement
    /// How many causes lie between this and what was asked for.
    package let depth: Int
    /// Who could change it; nil where nobody needs to.
    package let holder: BallInCourt.Holder?
    /// The id of the part of the story that it is about.
    package let part: String?
  }

  package internal(set) var lines: [Line] = []

  /// For whom it waits in the end: the holder of the last cause that has one.
  package var holder: BallInCourt.Holder? { lines.last { $0.holder != nil }?.holder }

  mutating func add(
    _ key: StatementKey, _ parameters: [String: Statement.Parameter], depth: Int,
    holder: BallInCourt.Holder? = nil, part: String? = nil
  ) {
    lines.append(
      Line(statement: Statement(key, parameters), depth: depth, holder: holder, part: part))
  }
}

extension OrderStory {
  /// Why a flow node of a party has not been left.
  ///
  /// - Parameters:
  ///   - element: the flow node's id; of a subprocess, all that is inside is explained.
  ///   - party: the pool; nil to take the one whose journal names the element.
  package func explanation(of element: String, at party: String? = nil) -> Explanation {
    var explainer = Explainer(self)
    let owner = lanes.first { lane in
      lane.party == party ?? lane.party && lane.visits.contains { $0.element == element }
    }
    let drawn = map.pools.first { $0.elements.contains(element) }?.name
    guard let lane = owner ?? lane(of: party ?? drawn ?? "") else { return Explanation() }
    explainer.explain(element, of: lane)
    return explainer.explanation
  }

  /// Why the order is not over: for each party where it is, and what for it waits there.
  package var explanations: [(party: String, element: String?, explanation: Explanation)] {
    lanes.flatMap { lane -> [(String, String?, Explanation)] in
      let open = lane.isRunning ? lane.openVisits : []
      guard !open.isEmpty else {
        var explainer = Explainer(self)
        explainer.explain(lane)
        return [(lane.party, nil, explainer.explanation)]
      }
      return open.map { visit in
        var explainer = Explainer(self)
        explainer.explain(visit, of: lane, depth: 0)
        explainer.explainArrivals(at: lane, 0)
        return (lane.party, visit.element, explainer.explanation)
      }
    }
  }

  /// What became of a message, and why it was not used if it was not.
  ///
  /// - Returns: nil when nobody has reported of a message with this id in the order.
  package func explanation(ofMessage id: String) -> Explanation? {
    guard let message = message(id) else { return nil }
    var explainer = Explainer(self)
    explainer.explain(message, depth: 0)
    return explainer.explanation
  }
}
