import Terminal
import Testing

struct TableTests {
  private func sample() -> Table {
    var table = Table([
      .init("ORDER"), .init("NOTE", minimum: 4), .init("TOTAL", alignment: .right),
    ])
    table.add(["PO-1", "a long note to nobody", "9.90"])
    table.add(["PO-22", "", "1200.00"])
    return table
  }

  @Test func `columns are as wide as their widest cell, and lines have no trailing spaces`() {
    #expect(
      sample().lines(width: nil, inColor: false) == [
        "ORDER  NOTE                     TOTAL",
        "PO-1   a long note to nobody     9.90",
        "PO-22                         1200.00",
      ])
  }

  @Test func `a narrow terminal cuts off only what may shrink`() {
    #expect(
      sample().lines(width: 24, inColor: false) == [
        "ORDER  NOTE        TOTAL",
        "PO-1   a long …     9.90",
        "PO-22            1200.00",
      ])
    #expect(sample().lines(width: 5, inColor: false)[1] == "PO-1   a l…     9.90")
  }

  @Test func `a short row ends early`() {
    var table = Table([.init("A"), .init("B")])
    table.add(["1"])
    #expect(table.rendered(width: nil, inColor: false) == "A  B\n1\n")
  }

  @Test func `colour does not change the alignment`() {
    var table = Table([.init("STATE"), .init("N", alignment: .right)])
    table.add([.init("up", .good), "1"])
    #expect(
      table.lines(width: nil, inColor: true) == [
        "\u{1B}[1mSTATE\u{1B}[0m  \u{1B}[1mN\u{1B}[0m", "\u{1B}[32mup\u{1B}[0m     1",
      ])
  }

  @Test func `text from elsewhere cannot steer the terminal`() {
    #expect(Table.Cell("a\u{1B}[2Jb\nc\u{202E}d").text == "a\u{FFFD}[2Jb cd")
  }
}
