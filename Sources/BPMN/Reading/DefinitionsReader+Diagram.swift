extension DefinitionsReader {
  /// Reads a `BPMNDiagram`; label styles are left to whoever draws.
  mutating func diagram(_ element: XMLTree) -> Diagram {
    var shapes: [Diagram.Shape] = []
    var edges: [Diagram.Edge] = []
    let planes = element.children.filter { $0.isDiagram("BPMNPlane") }
    if planes.count != 1 { report(element, "a BPMNDiagram has one BPMNPlane") }
    for plane in planes {
      _ = drawnElement(of: plane)
      for child in plane.children {
        if child.isDiagram("BPMNShape") {
          if let shape = shape(child) { shapes.append(shape) }
        } else if child.isDiagram("BPMNEdge") {
          edges.append(edge(child))
        } else {
          report(child, of: plane, "\(child.name) is not expected in a diagram")
        }
      }
    }
    return Diagram(
      elementID: planes.first?.attributes["bpmnElement"], shapes: shapes, edges: edges)
  }

  private mutating func shape(_ element: XMLTree) -> Diagram.Shape? {
    let elementID = drawnElement(of: element)
    let isExpanded = boolean("isExpanded", of: element)
    let isHorizontal = boolean("isHorizontal", of: element)
    guard let bounds = bounds(in: element, of: element) else {
      report(element, "a shape needs Bounds")
      return nil
    }
    return Diagram.Shape(
      elementID: elementID, bounds: bounds, labelBounds: labelBounds(of: element),
      isExpanded: isExpanded, isHorizontal: isHorizontal)
  }

  private mutating func edge(_ element: XMLTree) -> Diagram.Edge {
    let elementID = drawnElement(of: element)
    var waypoints: [Diagram.Point] = []
    for child in element.children
    where child.namespace == Namespace.diagramInterchange && child.name == "waypoint" {
      waypoints.append(
        Diagram.Point(
          x: number("x", of: child, in: element), y: number("y", of: child, in: element)))
    }
    if waypoints.count < 2 { report(element, "an edge needs two waypoints") }
    return Diagram.Edge(
      elementID: elementID, waypoints: waypoints, labelBounds: labelBounds(of: element))
  }

  private mutating func drawnElement(of element: XMLTree) -> String {
    let id = required("bpmnElement", of: element)
    if !id.isEmpty, !elementIDs.contains(id) {
      report(element, "the drawn element \(id) does not exist")
    }
    return id
  }

  private mutating func labelBounds(of element: XMLTree) -> Diagram.Bounds? {
    guard let label = element.children.first(where: { $0.isDiagram("BPMNLabel") }) else {
      return nil
    }
    return bounds(in: label, of: element)
  }

  private mutating func bounds(in element: XMLTree, of owner: XMLTree) -> Diagram.Bounds? {
    let found = element.children.first {
      $0.namespace == Namespace.diagramCommon && $0.name == "Bounds"
    }
    guard let found else { return nil }
    return Diagram.Bounds(
      x: number("x", of: found, in: owner), y: number("y", of: found, in: owner),
      width: number("width", of: found, in: owner), height: number("height", of: found, in: owner))
  }

  private mutating func number(
    _ attribute: String, of element: XMLTree, in owner: XMLTree
  ) -> Double {
    let text = required(attribute, of: element, in: owner)
    if text.isEmpty { return 0 }
    // A drawing is never a million units wide; beyond that, numbers only serve to break whoever draws.
    if let number = Double(text), number.magnitude <= 1_000_000 { return number }
    report(element, of: owner, "\(attribute)=\"\(text)\" is not a coordinate")
    return 0
  }
}

extension XMLTree {
  fileprivate func isDiagram(_ name: String) -> Bool {
    namespace == Namespace.bpmnDiagram && self.name == name
  }
}
