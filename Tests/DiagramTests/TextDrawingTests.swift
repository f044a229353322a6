import Diagram
import Foundation
import Testing

@Suite struct TextDrawingTests {
  /// Some orders on their way.
  private static let marks = {
    var marks = Marks()
    marks["Task_ReviewQuote"] = Marks.Mark(tokens: 12, overdue: 2)
    marks["Gateway_AwaitAnswer"] = Marks.Mark(tokens: 7)
    marks["Task_VerifyOrder"] = Marks.Mark(tokens: 31, incidents: 1)
    marks["Task_ConfirmFulfilment"] = Marks.Mark(tokens: 4711)
    marks["Task_AwaitReceipt"] = Marks.Mark(tokens: 3)
    marks["MessageFlow_OrderPlaced_OrderReceived"] = Marks.Mark(tokens: 5)
    marks["MessageFlow_QuoteIssued"] = Marks.Mark(tokens: 2)
    return marks
  }()

  private static let sizes = [[80, 24], [100, 30], [132, 36], [140, 40], [200, 60], [40, 10]]

  /// Expected pictures are files in `Snapshots`; a test that differs leaves what it got in the temporary directory.
  private func compare(_ text: String, with name: String) throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "Snapshots/\(name).txt")
    let expected = try String(decoding: Data(contentsOf: file), as: UTF8.self)
    let got = FileManager.default.temporaryDirectory.appending(path: "\(name).txt")
    if text + "\n" != expected { try Data((text + "\n").utf8).write(to: got) }
    #expect(text + "\n" == expected, "\(got.path()) has what was drawn")
  }

  @Test(arguments: [[80, 24], [100, 30], [140, 40]])
  func `the process looks as it did`(_ size: [Int]) throws {
    let drawing = TextDrawing(
      try DrawnModel.order.drawing(), Self.marks, columns: size[0], rows: size[1])
    try compare(drawing.text, with: "order-\(size[0])x\(size[1])")
  }

  @Test func `lanes are groups where there is little room`() throws {
    let drawing = TextDrawing(
      try DrawnModel.constructs.drawing(), Marks(), columns: 80, rows: 24)
    try compare(drawing.text, with: "constructs-80x24")
  }

  @Test(arguments: DrawnModel.allCases, Self.sizes)
  func `it is exactly as large as was asked for`(_ model: DrawnModel, _ size: [Int]) throws {
    let drawing = TextDrawing(
      try model.drawing(), Self.marks, columns: size[0], rows: size[1])
    #expect(drawing.rows.count == size[1])
    for row in drawing.rows { #expect(row.map(\.text).joined().count == size[0]) }
  }

  @Test(arguments: [[80, 24], [100, 30], [140, 40], [200, 60]])
  func `everything that has tokens is there with its number`(_ size: [Int]) throws {
    let text = TextDrawing(
      try DrawnModel.order.drawing(), Self.marks, columns: size[0], rows: size[1]
    ).text
    for words in ["Client", "Supplier", "12!2", "31✗1", "4711", "Order placed"] {
      let spaced = words.replacing("12!2", with: "12 !2").replacing("31✗1", with: "31 ✗1")
      #expect(text.contains(words) || text.contains(spaced), "\(words)")
    }
    #expect(text.matches(of: /Review quote|Rev[a-z]*\.? quo[a-z]*\.?/).count > 0)
  }

  @Test func `characters of two columns are counted as two`() throws {
    let drawing = try DrawnModel.order.drawing { $0 == "Review quote" ? "見積もりを確認する" : $0 }
    let wide = { (character: Character) in character.unicodeScalars.first!.value > 0x2E80 ? 2 : 1 }
    for size in [[80, 24], [140, 40]] {
      let text = TextDrawing(
        drawing, Self.marks, columns: size[0], rows: size[1], width: wide)
      for row in text.rows {
        #expect(row.map(\.text).joined().reduce(0) { $0 + wide($1) } == size[0])
      }
    }
  }

  @Test func `numbers, what is overdue and incidents are told apart by role`() throws {
    let rows = TextDrawing(
      try DrawnModel.order.drawing(), Self.marks, columns: 80, rows: 24
    ).rows
    let pieces = rows.dropLast().joined()
    #expect(pieces.contains { $0.role == .count && $0.text.contains("12") })
    #expect(pieces.contains { $0.role == .overdue && $0.text.contains("!2") })
    #expect(pieces.contains { $0.role == .incident && $0.text.contains("✗1") })
  }

  @Test func `a drawing of nothing is empty`() {
    let nothing = Drawing(pools: [], lanes: [], nodes: [], flows: [])
    #expect(TextDrawing(nothing, Marks(), columns: 80, rows: 24).rows.count == 24)
    #expect(TextDrawing(nothing, Marks(), columns: 200, rows: 60).rows.count == 60)
  }
}
