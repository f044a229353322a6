/// The one character that stands for an element. All of them take one column in every font.
enum TextSigns {
  static func sign(of kind: NodeKind) -> String {
    switch kind {
    case .event(.start, _, _): "○"
    case .event(.end, _, _): "●"
    case .event(.catching, _, _), .event(.boundary, _, _): "◎"
    case .event(.throwing, _, _): "◉"
    case .gateway: "◇"
    case .task("userTask"), .task("manualTask"): "▣"
    case .task, .subprocess: "□"
    }
  }

  /// How much it matters to see the element when there is little room: where orders wait comes before what they pass.
  static func weight(of kind: NodeKind) -> Int {
    switch kind {
    case .task("userTask"), .task("manualTask"): 6
    case .task("receiveTask"), .event(.catching, _, _): 5
    case .task, .subprocess(isExpanded: false, _): 4
    case .event(.boundary, _, _): 3
    case .gateway("eventBasedGateway"): 2
    case .event(.start, _, _), .event(.end, _, _), .event(.throwing, _, _): 1
    case .gateway, .subprocess: 0
    }
  }

  /// Numbers behind a name: `12 !2 ✗1`; what is zero is left out.
  static func counts(_ mark: Marks.Mark) -> [TextDrawing.Piece] {
    var pieces: [TextDrawing.Piece] = []
    func add(_ count: Int?, _ sign: String, _ role: TextDrawing.Role) {
      guard let count, count > 0 else { return }
      pieces.append(TextDrawing.Piece(text: sign + SVGBadge.text(count), role: role))
    }
    add(mark.tokens, "", .count)
    add(mark.overdue, "!", .overdue)
    add(mark.incidents, "✗", .incident)
    return pieces
  }
}

extension Drawing {
  /// What an element is called; one without a name after what comes next.
  func spokenName(of node: Node) -> String? {
    var (here, steps) = (node, 0)
    while steps < 4 {
      if let name = here.name, !name.isEmpty { return steps == 0 ? name : "→ \(name)" }
      let next = flows.first { $0.source == here.id && !$0.isMessage }?.target
      guard let found = nodes.first(where: { $0.id == next }) else { return nil }
      here = found
      steps += 1
    }
    return nil
  }
}
