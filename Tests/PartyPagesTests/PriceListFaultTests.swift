import FEEL
import Ordering
import PartyPages
import Testing
import WebPages

@Suite struct PriceListFaultTests {
  private func faults(_ rows: String) -> [PriceListFault] {
    let header = "sku,description,unit_price,currency,tax_rate,breaks,valid_from,valid_to\n"
    do throws(PriceListFile.Failure) {
      _ = try PriceListFile(csv: header + rows)
      return []
    } catch { return error.problems.map(\.fault) }
  }

  @Test(arguments: PriceListFault.Name.allCases)
  func `every fault has a sentence in each language`(_ name: PriceListFault.Name) {
    for language in Language.allCases {
      #expect(Catalogue.of(language).keys.contains("prices.fault.\(name.rawValue)"))
    }
  }

  @Test(arguments: [
    ("A,Bolt,x,EUR,0.19,,,", "« x » n’est pas un prix en EUR, qui a 2 chiffres après le point"),
    (
      "A,Bolt,1.00,EUR,0.19,,2026-13-01,",
      "« 2026-13-01 » n’est pas un jour ; le premier mai s’écrit 2026-05-01"
    ),
    ("A,Bolt,1.00,EUR,0.19,,", "7 champs ; l’en-tête en a 8"),
  ])
  func `a reader of French learns why a line is wrong`(_ row: String, _ sentence: String) throws {
    let fault = try #require(faults(row).first)
    let told = Catalogue.of(.french).reason(fault)
    #expect(told.map { $0.isWhitespace ? " " : $0 } == Array(sentence))
    #expect(!told.contains("{"))
  }
}
