import BPMN
import ChartGallery
import Charts
import Diagram
import Foundation

// Writes pictures to standard output, for tests that hold them against other tools and for people who look at them:
//   picture-probe drawing FILE [--marked]   a BPMN file as SVG; with marks of each kind on its elements
//   picture-probe charts                    one chart of each kind with its table, as the inside of an HTML page
//   picture-probe text FILE COLUMNS ROWS    a BPMN file as text, with marks

func fail(_ reason: String) -> Never {
  FileHandle.standardError.write(Data("\(reason)\n".utf8))
  exit(64)
}

func drawing(of path: String) throws -> Drawing {
  let definitions = try Definitions(xml: Array(try Data(contentsOf: URL(filePath: path))))
  guard let drawing = Drawing(definitions) else { fail("\(path) draws nothing") }
  return drawing
}

/// Some of everything, so that each kind of mark is somewhere.
func marks(for drawing: Drawing) -> Marks {
  var marks = Marks()
  for (index, node) in drawing.nodes.enumerated() {
    marks[node.id] = Marks.Mark(
      tokens: [0, 3, 12, 4711][index % 4], overdue: index % 5 == 0 ? 2 : 0,
      incidents: index % 7 == 0 ? 1 : 0, progress: [nil, .done, .now, .gone][index % 4],
      heat: index % 3 == 0 ? Marks.Heat(rawValue: index / 3 % 5 + 1) : nil,
      link: "/orders?element=\(node.id)", note: "some orders")
  }
  for (index, flow) in drawing.flows.enumerated() {
    marks[flow.id] = Marks.Mark(
      tokens: flow.isMessage ? index % 4 * 7 : nil, progress: index % 3 == 0 ? .done : nil,
      heat: index % 4 == 1 ? Marks.Heat(rawValue: index / 4 % 5 + 1) : nil)
  }
  return marks
}

func figure(_ chart: any Chart) -> String {
  let table = chart.table(Gallery.text)
  let head = table.columns.map { "<th>\($0)</th>" }.joined()
  let rows = table.rows.prefix(6).map { row in
    "<tr>" + row.map { "<td>\($0.text)</td>" }.joined() + "</tr>"
  }
  let key = chart.key.map { "<li class=\"\($0.style)\">\($0.name)</li>" }.joined()
  return
    "<figure class=\"chart card\"><h2>\(chart.title)</h2>\(chart.svg(ChartSize(), Gallery.text))<ul class=\"key\">\(key)</ul><details><summary>Table</summary><table><tr>\(head)</tr>\(rows.joined())</table></details></figure>"
}

let arguments = CommandLine.arguments.dropFirst().map(\.self)
switch arguments.first {
case "drawing" where arguments.count >= 2:
  let drawing = try drawing(of: arguments[1])
  let marks = arguments.contains("--marked") ? marks(for: drawing) : Marks()
  print(SVGDrawing(drawing, marks).svg(title: "The process"))
case "text" where arguments.count == 4:
  guard let columns = Int(arguments[2]), let rows = Int(arguments[3]) else { fail("no size") }
  let drawing = try drawing(of: arguments[1])
  print(TextDrawing(drawing, marks(for: drawing), columns: columns, rows: rows).text)
case "charts":
  for chart in Gallery.charts { print(figure(chart)) }
default: fail("usage: picture-probe drawing FILE [--marked] | charts | text FILE COLUMNS ROWS")
}
