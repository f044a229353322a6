import BPMN
import SVG

/// A drawing with its marks, as an `<svg>` element.
///
/// What it shows is said in classes, so that a style sheet gives it the colours of light, dark and print, and nothing is
/// styled inline:
///
/// - `pool`, `lane`, `frame`, `node`, `edge` with `sequence` or `message`: one group per element, with its id in
///   `data-element`;
/// - `now`, `done`, `gone` on nodes, `taken` on flows: `Marks.Progress`;
/// - `token`: the spot where one order is;
/// - `heat-1` … `heat-5`;
/// - `badge` with `tokens`, `overdue` or `incidents`, and `zero` while there is nothing to show: to be changed by a script
///   that finds it by `data-of` (the element) and `data-badge` (what it counts).
package struct SVGDrawing {
  let drawing: Drawing
  let marks: Marks
  private static let margin = 12.0

  package init(_ drawing: Drawing, _ marks: Marks = Marks()) {
    self.drawing = drawing
    self.marks = marks
  }

  /// - Parameters:
  ///   - title: What it shows, for those who cannot see it.
  ///   - description: The same in more words.
  package func svg(title: String, description: String? = nil) -> String {
    let frame = drawing.bounds.grown(by: Self.margin)
    let box = [frame.x, frame.y, frame.width, frame.height].map(\.attributeText)
    return Markup(
      "svg",
      [
        // A picture has no parts for a screen reader; a group of links has.
        "class": "bpmn", "role": marks.hasLinks ? "group" : "img",
        "aria-label": marks.hasLinks ? title : nil, "xmlns": "http://www.w3.org/2000/svg",
        "viewBox": box.joined(separator: " "), "width": frame.width, "height": frame.height,
      ],
      [Markup("title", [:], Markup(words: title))]
        + [description.map { Markup("desc", [:], Markup(words: $0)) }].compactMap(\.self)
        + drawing.pools.map(pool) + drawing.lanes.map(lane) + frames + flows
        + drawing.nodes.filter { !$0.kind.isFrame }.map(node) + badges
    ).text
  }

  /// What is larger is drawn first: subprocesses contain others.
  private var frames: [Markup] {
    drawing.nodes.filter(\.kind.isFrame).sorted { $0.bounds.area > $1.bounds.area }.map(node)
  }

  /// Those that were taken come last, so that they lie on top where flows share a line.
  private var flows: [Markup] {
    let isTaken = { (flow: Drawing.Flow) in marks[flow.id].progress == .done }
    let ordered =
      drawing.flows.filter { !$0.isMessage } + drawing.flows.filter(\.isMessage)
    return (ordered.filter { !isTaken($0) } + ordered.filter(isTaken)).map(flow)
  }

  // MARK: Groups

  private func pool(_ pool: Drawing.Pool) -> Markup {
    let box = pool.bounds
    let strip =
      pool.isHorizontal
      ? "M\(String.at(box.x + 30, box.y))v\(box.height.attributeText)"
      : "M\(String.at(box.x, box.y + 30))h\(box.width.attributeText)"
    return group(
      "pool", pool.id, pool.name,
      [
        .rectangle(box, radius: 4, "outline"),
        pool.isOpen ? Markup("path", ["class": "outline", "d": strip]) : Markup(),
        words(pool.label),
      ])
  }

  private func lane(_ lane: Drawing.Lane) -> Markup {
    group(
      "lane", lane.id, lane.name,
      [.rectangle(lane.bounds, radius: 0, "outline"), lane.label.map(words) ?? Markup()])
  }

  private func node(_ node: Drawing.Node) -> Markup {
    let mark = marks[node.id]
    let kind = node.kind.isFrame ? "frame" : "node"
    return group(
      "\(kind) \(mark.progress?.rawValue ?? "idle")", node.id, node.name,
      [SVGShapes.shape(of: node), node.label.map(words) ?? Markup(), token(on: node, mark)])
  }

  /// Where one order is; where tokens are counted, their number says it.
  private func token(on node: Drawing.Node, _ mark: Marks.Mark) -> Markup {
    guard mark.progress == .now, mark.tokens == nil, !node.kind.isFrame else { return Markup() }
    return Markup(
      "circle", ["class": "token", "cx": node.bounds.right, "cy": node.bounds.y, "r": 7.0])
  }

  private func flow(_ flow: Drawing.Flow) -> Markup {
    let isTaken = marks[flow.id].progress == .done
    return group(
      "edge \(flow.isMessage ? "message" : "sequence")\(isTaken ? " taken" : "")", flow.id,
      flow.name, [SVGShapes.line(of: flow), flow.label.map(words) ?? Markup()])
  }

  /// One element, in a link where it leads somewhere.
  private func group(
    _ classes: String, _ id: String, _ name: String?, _ content: [Markup]
  ) -> Markup {
    let mark = marks[id]
    let heat = mark.heat.map { " heat-\($0.rawValue)" } ?? ""
    let title = [name, mark.note].compactMap(\.self).filter { !$0.isEmpty }.joined(separator: ": ")
    let group = Markup(
      "g", ["class": classes + heat, "data-element": id],
      [title.isEmpty ? Markup() : Markup("title", [:], Markup(words: title))] + content)
    guard let link = mark.link else { return group }
    return Markup(
      "a",
      [
        "href": link, "aria-label": title.isEmpty ? id : title,
        "data-count": mark.count.map { "\($0)" },
      ], group)
  }

  private func words(_ label: Label) -> Markup {
    let middle = label.bounds.middle
    let turn = label.isTurned ? "rotate(-90 \(String.at(middle.x, middle.y)))" : nil
    return Markup(
      "text", ["class": label.fontSize < 12 ? "name outer" : "name", "transform": turn],
      label.lines.map { line in
        Markup("tspan", ["x": line.x, "y": line.y], Markup(words: line.text))
      })
  }

  // MARK: Badges

  /// Above all else, so that no line crosses a number.
  private var badges: [Markup] {
    drawing.flows.flatMap { flow in
      SVGBadge.all(of: marks[flow.id], flow.id, tokens: SVGShapes.badgePlace(of: flow))
    }
      + drawing.nodes.flatMap { node in
        SVGBadge.all(of: marks[node.id], node.id, around: node.bounds)
      }
      + drawing.pools.flatMap { pool in
        SVGBadge.all(of: marks[pool.id], pool.id, around: pool.bounds)
      }
  }
}
