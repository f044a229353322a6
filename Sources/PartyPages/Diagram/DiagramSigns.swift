/// The small signs that BPMN 2.0.2 puts inside shapes (§13.1).
enum DiagramSigns {
  static func task(_ type: String, x: Double, y: Double) -> String {
    switch type {
    case "userTask":
      sign(x, y, "M3 13v-2a4 4 0 0 1 8 0v2M7 6.4a2.7 2.7 0 1 0 0-5.4a2.7 2.7 0 0 0 0 5.4z")
    case "sendTask": sign(x, y, "M1 3h13v9h-13zM1 3l6.5 5l6.5-5", filled: true)
    case "receiveTask": sign(x, y, "M1 3h13v9h-13zM1 3l6.5 5l6.5-5")
    case "serviceTask":
      sign(
        x, y,
        "M7 4.5a3 3 0 1 0 0 6a3 3 0 0 0 0-6zM7 1v2M7 12v2M.5 7.5h2M11.5 7.5h2M2.4 3l1.4 1.4M10.2 10.6l1.4 1.4M11.6 3l-1.4 1.4M3.8 10.6L2.4 12"
      )
    case "scriptTask":
      sign(x, y, "M3 1.5h8.5c-3 3 3 8-.5 12H2.5c3.500-4-2.500-9 .5-12zM5 5h4M5.500 8h4M5.500 11h4")
    default: ""
    }
  }

  static func event(_ type: String?, x: Double, y: Double) -> String {
    switch type {
    case "message": sign(x - 7.5, y - 7.5, "M1 3h13v9h-13zM1 3l6.5 5l6.5-5")
    case "timer":
      sign(x - 7.5, y - 7.5, "M7.5 .5a7 7 0 1 0 0 14a7 7 0 0 0 0-14zM7.5 3v4.5l3 2")
    case "error": sign(x - 7.5, y - 7.5, "M2 13l3.500-10l4 6l3.500-8l-3.500 11l-4-6z")
    case "terminate":
      "<circle class=\"tip\" cx=\"\(number(x))\" cy=\"\(number(y))\" r=\"9\"/>"
    default: ""
    }
  }

  static func gateway(_ type: String, x: Double, y: Double) -> String {
    switch type {
    case "exclusiveGateway": sign(x - 7.5, y - 7.5, "M2 2l11 11M13 2l-11 11")
    case "parallelGateway": sign(x - 7.5, y - 7.5, "M7.5 0v15M0 7.5h15")
    case "eventBasedGateway":
      "<circle class=\"inner\" cx=\"\(number(x))\" cy=\"\(number(y))\" r=\"13\"/>"
        + sign(x - 7.5, y - 7.5, "M7.5 .5l6.700 4.900l-2.600 7.900h-8.200l-2.600-7.900z")
    default: ""
    }
  }

  private static func sign(_ x: Double, _ y: Double, _ path: String, filled: Bool = false) -> String
  {
    "<path class=\"sign\(filled ? " filled" : "")\" transform=\"translate(\(number(x)) \(number(y)))\" d=\"\(path)\"/>"
  }

  private static func number(_ number: Double) -> String {
    number == number.rounded() ? "\(Int(number))" : "\((number * 10).rounded() / 10)"
  }
}
