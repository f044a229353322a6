import BPMN
import SplitMix
import Testing

@Suite struct MutationTests {
  /// Whatever becomes of a file, it is read or refused with a place and a reason; the process never ends.
  @Test(arguments: 1...20)
  func `a hundred damaged files are read or refused`(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    for _ in 0..<100 {
      var xml = Array(Sample.order.utf8)
      let lines = xml.count { $0 == 0x0A } + 1
      for _ in 0..<Int.random(in: 1...4, using: &random) { mutate(&xml, using: &random) }
      do throws(ReadFailure) {
        _ = try Definitions(xml: xml)
      } catch {
        #expect(!error.problems.isEmpty)
        #expect(error.problems.allSatisfy { 1...(2 * lines) ~= $0.line && !$0.reason.isEmpty })
      }
    }
  }

  @Test func `a file cut off anywhere is refused`() {
    let xml = Array(Sample.order.utf8)
    for length in stride(from: 0, to: xml.count, by: 7) {
      #expect(throws: ReadFailure.self) { try Definitions(xml: Array(xml[..<length])) }
    }
  }

  private func mutate(_ xml: inout [UInt8], using random: inout SplitMix64) {
    guard !xml.isEmpty else { return }
    let place = Int.random(in: 0..<xml.count, using: &random)
    let length = min(Int.random(in: 1...60, using: &random), xml.count - place)
    switch Int.random(in: 0..<5, using: &random) {
    case 0: xml[place] = UInt8.random(in: 0...255, using: &random)
    case 1: xml.removeSubrange(place..<place + length)
    case 2:
      xml.insert(
        contentsOf: xml[place..<place + length], at: Int.random(in: 0...xml.count, using: &random))
    case 3:
      xml.insert(contentsOf: Self.tokens.randomElement(using: &random)?.utf8 ?? "".utf8, at: place)
    default: xml.swapAt(place, Int.random(in: 0..<xml.count, using: &random))
    }
  }

  private static let tokens = [
    "<", ">", "/>", "&", "&amp;", "&#x10FFFF;", "\"", "'", "<![CDATA[", "]]>", "<!--", "-->",
    "<?x ?>", "<!DOCTYPE a>", "\0", "\u{FFFE}", "bpmn:", "zeebe:", "xmlns=\"\"",
    "xmlns:bpmn='u:u' ",
    "id=\"Send\" ", "<bpmn:task/>", "</bpmn:process>",
  ]
}
