import SVG

/// The small signs that BPMN 2.0.2 puts inside shapes (§13.1), each drawn in a square of 15 units.
enum SVGSigns {
  private static let envelope = "M1 3h13v9h-13zM1 3l6.5 5l6.5-5"

  static func task(_ type: String, x: Double, y: Double) -> Markup {
    switch type {
    case "userTask":
      sign(x, y, "M3 13v-2a4 4 0 0 1 8 0v2M7 6.4a2.7 2.7 0 1 0 0-5.4a2.7 2.7 0 0 0 0 5.4z")
    case "manualTask":
      sign(
        x, y,
        "M1 6l4-3.500h7a1 1 0 0 1 0 2h-4h5.500a1 1 0 0 1 0 2h-5.500h5a1 1 0 0 1 0 2h-5h4a1 1 0 0 1 0 2h-7l-4-2z"
      )
    case "sendTask": sign(x, y, envelope, isFilled: true)
    case "receiveTask": sign(x, y, envelope)
    case "serviceTask":
      sign(
        x, y,
        "M7 4.5a3 3 0 1 0 0 6a3 3 0 0 0 0-6zM7 1v2M7 12v2M.5 7.5h2M11.5 7.5h2M2.4 3l1.4 1.4M10.2 10.6l1.4 1.4M11.6 3l-1.4 1.4M3.8 10.6L2.4 12"
      )
    case "scriptTask":
      sign(x, y, "M3 1.5h8.5c-3 3 3 8-.5 12H2.5c3.500-4-2.500-9 .5-12zM5 5h4M5.500 8h4M5.500 11h4")
    case "businessRuleTask": sign(x, y, "M1 2.500h13v10h-13zM1 5.500h13M1 9h13M5 5.500v7")
    default: Markup()
    }
  }

  /// - Parameter isFilled: The event throws; else it catches.
  static func event(_ definition: String?, x: Double, y: Double, isFilled: Bool) -> Markup {
    let (left, top) = (x - 7.5, y - 7.5)
    return switch definition {
    case "message": sign(left, top, envelope, isFilled: isFilled)
    case "timer": sign(left, top, "M7.5 .5a7 7 0 1 0 0 14a7 7 0 0 0 0-14zM7.5 3v4.5l3 2")
    case "error":
      sign(left, top, "M2 13l3.500-10l4 6l3.500-8l-3.500 11l-4-6z", isFilled: isFilled)
    case "signal": sign(left, top, "M7.5 1l6.500 11.500h-13z", isFilled: isFilled)
    case "escalation": sign(left, top, "M7.5 1l5 12.500l-5-5.500l-5 5.500z", isFilled: isFilled)
    case "conditional": sign(left, top, "M2.500 1h10v13h-10zM4.500 4h6M4.500 7.500h6M4.500 11h6")
    case "link": sign(left, top, "M1 5.500h7v-3l6 5l-6 5v-3h-7z", isFilled: isFilled)
    case "compensate":
      sign(left, top, "M7 2.500v10l-6-5zM13.500 2.500v10l-6-5z", isFilled: isFilled)
    case "cancel": sign(left, top, "M2 2l11 11M13 2l-11 11")
    case "terminate": Markup("circle", ["class": "tip", "cx": x, "cy": y, "r": 9])
    default: Markup()
    }
  }

  static func gateway(_ type: String, x: Double, y: Double) -> Markup {
    let (left, top) = (x - 7.5, y - 7.5)
    return switch type {
    case "exclusiveGateway": sign(left, top, "M2 2l11 11M13 2l-11 11")
    case "parallelGateway": sign(left, top, "M7.5 0v15M0 7.5h15")
    case "inclusiveGateway": Markup("circle", ["class": "inner", "cx": x, "cy": y, "r": 10])
    case "complexGateway":
      sign(left, top, "M7.5 0v15M0 7.5h15M2.500 2.500l10 10M12.500 2.500l-10 10")
    case "eventBasedGateway":
      Markup("circle", ["class": "inner", "cx": x, "cy": y, "r": 13])
        + sign(left, top, "M7.5 .5l6.700 4.900l-2.600 7.900h-8.200l-2.600-7.900z")
    default: Markup()
    }
  }

  /// A plus in a box: there is more inside.
  static func collapsed(x: Double, bottom: Double) -> Markup {
    sign(x - 7.5, bottom - 16, "M1 1h13v13h-13zM7.5 4v7M4 7.5h7")
  }

  private static func sign(
    _ x: Double, _ y: Double, _ path: String, isFilled: Bool = false
  ) -> Markup {
    Markup(
      "path",
      [
        "class": isFilled ? "sign filled" : "sign", "transform": "translate(\(String.at(x, y)))",
        "d": path,
      ])
  }
}
