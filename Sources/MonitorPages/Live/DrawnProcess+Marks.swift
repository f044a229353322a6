package import Diagram
package import Monitoring
import WebPages

extension DrawnProcess {
  /// The drawing with the names of the file.
  package var drawing: Drawing? { drawing(.english) }

  /// What is where: tokens, overdue tasks and incidents at every flow node, and messages on their way, at the first flow
  /// that carries them. Zeros too.
  package func marks(of overview: Overview) -> Marks {
    var marks = Marks()
    for element in map.pools.flatMap(\.elements) {
      marks[element] = Marks.Mark(tokens: 0, overdue: 0, incidents: 0)
    }
    for place in leaves(of: overview) {
      marks[place.element].tokens = place.tokens
      marks[place.element].overdue = place.overdue
      marks[place.element].incidents = place.incidents
    }
    for (message, flows) in messageFlows {
      guard let first = flows.first else { continue }
      marks[first].tokens = max(0, overview.flows.first { $0.name == message }?.inFlight ?? 0)
    }
    return marks
  }

  /// What holds tokens, without the subprocesses around other flow nodes, which have tokens of their own.
  func leaves(of overview: Overview) -> [ElementOverview] {
    let drawn = Set(map.pools.flatMap(\.elements))
    return overview.elements.filter { drawn.isEmpty || drawn.contains($0.element) }
  }
}
