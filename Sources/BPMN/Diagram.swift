/// Where the elements are drawn: BPMN DI (BPMN 2.0.2 §12), in the file's own units, the y axis pointing down.
public struct Diagram: Hashable, Sendable {
  /// The collaboration or process that is drawn: `bpmnElement` of the plane.
  public let elementID: String?
  public let shapes: [Shape]
  public let edges: [Edge]

  package init(elementID: String? = nil, shapes: [Shape] = [], edges: [Edge] = []) {
    self.elementID = elementID
    self.shapes = shapes
    self.edges = edges
  }

  public struct Point: Hashable, Sendable {
    public let x: Double
    public let y: Double

    package init(x: Double, y: Double) {
      self.x = x
      self.y = y
    }
  }

  /// A rectangle by its upper left corner.
  public struct Bounds: Hashable, Sendable {
    public let x: Double
    public let y: Double
    public let width: Double
    public let height: Double

    package init(x: Double, y: Double, width: Double, height: Double) {
      self.x = x
      self.y = y
      self.width = width
      self.height = height
    }
  }

  /// `bpmndi:BPMNShape`: a pool, lane, flow node or artifact.
  public struct Shape: Hashable, Sendable {
    public let elementID: String
    public let bounds: Bounds
    /// nil where the drawing tool chooses the place of the label.
    public let labelBounds: Bounds?
    /// For a subprocess: drawn with its inside.
    public let isExpanded: Bool?
    /// For a pool or lane.
    public let isHorizontal: Bool?

    package init(
      elementID: String, bounds: Bounds, labelBounds: Bounds? = nil, isExpanded: Bool? = nil,
      isHorizontal: Bool? = nil
    ) {
      self.elementID = elementID
      self.bounds = bounds
      self.labelBounds = labelBounds
      self.isExpanded = isExpanded
      self.isHorizontal = isHorizontal
    }
  }

  /// `bpmndi:BPMNEdge`: a sequence flow, message flow or association.
  public struct Edge: Hashable, Sendable {
    public let elementID: String
    /// Two or more, from source to target.
    public let waypoints: [Point]
    public let labelBounds: Bounds?

    package init(elementID: String, waypoints: [Point], labelBounds: Bounds? = nil) {
      self.elementID = elementID
      self.waypoints = waypoints
      self.labelBounds = labelBounds
    }
  }
}
