import FEEL
import Foundation
import Monitoring
import ProcessEngine
import Testing

@Suite struct SearchTextTests {
  @Test(
    arguments: [
      // As it is typed, and as the English and the French pages write it.
      ("3131.67", ["3131.67"], nil), ("3131,67", ["3131.67"], nil),
      ("3,131.67", ["3131.67"], nil), ("€3,131.67", ["3131.67"], "EUR"),
      ("3\u{202F}131,67", ["3131.67"], nil), ("3\u{A0}131,67", ["3131.67"], nil),
      ("3\u{202F}131,67\u{A0}€", ["3131.67"], "EUR"), ("3 131,67 €", ["3131.67"], "EUR"),
      ("1\u{202F}234\u{202F}567,5 $", ["1234567.5"], "USD"), ("$1,234,567.5", ["1234567.5"], "USD"),
      ("3131.67 EUR", ["3131.67"], "EUR"), ("EUR 3131.67", ["3131.67"], "EUR"),
      ("chf\u{A0}3,131.67", ["3131.67"], "CHF"), (" £ 12.50 ", ["12.50"], "GBP"),
      ("1200", ["1200"], nil), ("1 200", ["1200"], nil), ("¥1200", ["1200"], "JPY"),
      // More than a thousand in English, little more than one in French.
      ("1,234", ["1234", "1.234"], nil),
      ("PO-1200", [], nil), ("EUR", [], nil), ("€", [], nil), ("1.2.3", [], nil),
      ("12,34.5", [], nil), ("1 20", [], nil), ("1,,200", [], nil), (".5", [], nil),
      ("5.", [], nil), ("BOLT 12a", [], nil), ("", [], nil),
    ] as [(String, [String], String?)])
  func `an amount is read as pages write it`(text: String, amounts: [String], currency: String?) {
    let search = SearchText(text)
    #expect(search.amounts == Set(amounts.compactMap { Decimal(string: $0) }))
    #expect(search.currency == currency)
  }

  @Test func `what may be an amount may be a word or an id as well`() {
    let search = SearchText("1200")
    #expect(search.beginnings == ["1200"])
    #expect(search.orders?.lowerBound.text == "12000000-0000-0000-0000-000000000000")
    #expect(search.orders?.upperBound.text == "1200ffff-ffff-ffff-ffff-ffffffffffff")
    #expect(search.message == nil)
  }

  private static let id = "018f0000-0000-7022-8000-0000000000a4"

  @Test(arguments: [
    id, id.uppercased(), id.replacing("-", with: ""), " \(id) ",
    "00-\(id.replacing("-", with: ""))-00f067aa0ba902b7-01",
  ])
  func `an id is read with hyphens and without, and out of a traceparent`(text: String) throws {
    let id = try #require(UUID(text: Self.id))
    let search = SearchText(text)
    #expect(search.orders == id...id && search.message == id)
  }

  @Test(arguments: [
    "018", "018g0000", id + "0", "00-\(id)-00f067aa0ba902b7-01",
    "00-\(id.replacing("-", with: ""))-00f067aa0ba902b7-0x",
  ])
  func `what is no id finds none`(text: String) {
    #expect(SearchText(text).orders == nil && SearchText(text).message == nil)
  }
}

@Suite struct OrderParametersTests {
  private func filter(_ values: [String: String]) -> OrderFilter {
    OrderParameters(values, now: Timestamp(microseconds: 0), limit: .seconds(60)).query.filter
  }

  @Test(
    arguments: [
      ("356844.0816", 356_844_081_600), ("14506.7328", 14_506_732_800), ("676.0404", 676_040_400),
      ("96943.5828", 96_943_582_800), ("676", 676_000_000), ("-0.000001", -1),
    ] as [(String, Int64)])
  func `a lead time is read to the microsecond`(text: String, microseconds: Int64) {
    let times = filter(["leadFrom": text, "leadTo": text]).leadTimes
    #expect(times == .microseconds(microseconds)...(.microseconds(microseconds)))
  }

  @Test func `what is searched for is kept as it was typed, beside the totals that are asked for`()
  {
    let filter = filter(["text": "€3,131.67", "min": "100"])
    #expect(filter.text == "€3,131.67" && filter.totals?.lowerBound == 100)
  }
}
