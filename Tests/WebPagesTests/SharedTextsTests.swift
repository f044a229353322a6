import Testing
import WebPages

@Suite struct SharedTextsTests {
  private let none = Array("{}".utf8)
  private var english: Catalogue { Catalogue(.english, pages: none) }
  private var french: Catalogue { Catalogue(.french, pages: none) }

  @Test func `both languages have the same texts with the same places to fill in`() {
    #expect(english.keys == french.keys)
    #expect(english.keys.count > 50)
    for key in english.keys {
      #expect(places(in: english[key]) == places(in: french[key]), "\(key)")
    }
  }

  private func places(in text: String) -> Set<String> {
    Set(text.matches(of: /\{(\w+)\}/).map { String($0.1) })
  }

  @Test func `a program's own texts stand beside those of all pages`() {
    let own = Catalogue(.english, pages: Array(#"{"orders.title": "Orders"}"#.utf8))
    #expect(own["orders.title"] == "Orders")
    #expect(own["pager.next"] == english["pager.next"])
    #expect(own["no.such.key"] == "no.such.key")
    #expect(own.text("no.such.key") == nil)
  }

  @Test func `one and many have texts of their own`() {
    #expect(english.count("unit.day", 1) == "1 day")
    #expect(english.count("unit.day", 2) == "2 days")
  }

  @Test func `the model's words are English, and French where they are translated`() {
    #expect(english.model("Review quote") == "Review quote")
    #expect(french.model("Review quote") != "Review quote")
    #expect(
      french.model("A task that nobody has translated") == "A task that nobody has translated")
  }

  @Test func `a sentence of the model is translated with the data in it, or left out`() {
    let sentence = "The quote for order PO-{1} expires soon"
    #expect(english.ofModel(sentence) == sentence)
    #expect(french.ofModel(sentence) == "Le devis de la commande PO-{1} expire bientôt")
    #expect(
      french.ofModel("Please confirm the receipt of order PO-1")
        == "Veuillez confirmer la réception de la commande PO-1")
    #expect(french.ofModel("Rejected") == "Rejetée")
    #expect(french.ofModel("The quote for order PO-1 has expired") == nil)
    #expect(french.ofModel("Nobody has translated this") == nil)
  }
}
