package import BPMN

/// What a BPMN file draws, with everything that a surface needs to draw it: places, kinds, names and their lines.
///
/// It is read from the file's own diagram interchange (BPMN 2.0.2 §12) and says nothing of colours or states; those are
/// `Marks`. All lengths are in the file's units, the y axis pointing down.
package struct Drawing: Hashable, Sendable {
  package typealias Box = BPMN.Diagram.Bounds
  package typealias Point = BPMN.Diagram.Point

  package let pools: [Pool]
  package let lanes: [Lane]
  /// Subprocesses that show their inside come before what is in them, and boundary events after what they are attached to.
  package let nodes: [Node]
  package let flows: [Flow]
  /// Around everything, labels included.
  package let bounds: Box

  package init(pools: [Pool], lanes: [Lane], nodes: [Node], flows: [Flow]) {
    self.pools = pools
    self.lanes = lanes
    self.nodes = nodes
    self.flows = flows
    let labels =
      nodes.compactMap(\.label) + flows.compactMap(\.label)
    let boxes =
      pools.map(\.bounds) + lanes.map(\.bounds) + nodes.map(\.bounds) + labels.map(\.bounds)
      + flows.map { Box(around: $0.waypoints) }
    bounds = boxes.dropFirst().reduce(boxes.first ?? Box(x: 0, y: 0, width: 0, height: 0)) {
      $0.union($1)
    }
  }

  /// `bpmn:participant`.
  package struct Pool: Hashable, Sendable {
    package let id: String
    package let name: String
    package let bounds: Box
    package let label: Label
    /// A process is inside; else the pool is a closed box.
    package let isOpen: Bool
    package let isHorizontal: Bool
  }

  package struct Lane: Hashable, Sendable {
    package let id: String
    package let name: String?
    package let bounds: Box
    package let label: Label?
    package let isHorizontal: Bool
    package let pool: String
  }

  /// A flow node.
  package struct Node: Hashable, Sendable {
    package let id: String
    package let name: String?
    package let kind: NodeKind
    package let bounds: Box
    package let label: Label?
    /// The pool, lane and subprocess that it is directly in.
    package let pool: String?
    package let lane: String?
    package let parent: String?
  }

  /// A sequence flow or message flow.
  package struct Flow: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
      case sequence(isDefault: Bool, isConditional: Bool)
      case message
    }

    package let id: String
    package let name: String?
    package let kind: Kind
    package let source: String
    package let target: String
    /// Two or more.
    package let waypoints: [Point]
    package let label: Label?
    /// The pool that it stays in; nil for a message flow.
    package let pool: String?

    package var isMessage: Bool { kind == .message }
  }
}
