import BPMN
import ProcessEngine

/// What the exploration has seen of the model.
struct Coverage {
  private var elements: Set<String> = []
  private var messageFlows: Set<[String]> = []
  /// The texts of the moves that were made.
  private(set) var moves: Set<String> = []
  /// Those that the sample data could not make.
  var unfilled: Set<String> = []

  mutating func note(_ move: Stage.Move) {
    moves.insert(move.text)
    for event in move.events {
      switch event {
      case .elementActivated(_, let element, _): elements.insert(element)
      case .flowTaken(let flow): elements.insert(flow)
      case .messageCorrelated(let id, _, let target):
        messageFlows.insert([ReceivedMessage.origin(of: id), target])
      default: break
      }
    }
  }

  /// The nodes, sequence flows and message flows that were never used, in the order of the file.
  func unreached(
    in definitions: Definitions, pools: [Pool]
  ) -> (elements: [String], messageFlows: [String]) {
    var unreached: [String] = []
    for pool in pools {
      let content = definitions.process(id: pool.process.id)?.content ?? FlowElements()
      unreached += (content.allNodes.map(\.id) + content.allFlows.map(\.id))
        .filter { !elements.contains($0) }
    }
    let flows = definitions.collaboration?.messageFlows ?? []
    return (
      unreached,
      flows.filter { !messageFlows.contains([$0.source, $0.target]) }.map(\.id)
    )
  }
}
