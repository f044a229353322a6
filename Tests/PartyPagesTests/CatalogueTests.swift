import BPMN
import FEEL
import Foundation
import PartyAPI
import PartyPages
import Testing
import WebPages

/// The folder of the repository.
private let repository = URL(filePath: #filePath).deletingLastPathComponent()
  .appending(path: "../..").standardizedFileURL

@Suite struct CatalogueTests {
  private let english = Catalogue.of(.english)
  private let french = Catalogue.of(.french)

  @Test func `both languages have the same texts`() {
    #expect(english.keys.symmetricDifference(french.keys).isEmpty)
    #expect(english.keys.count > 300)
  }

  @Test func `a text has the same places to fill in both languages`() {
    for key in english.keys {
      #expect(places(in: english[key]) == places(in: french[key]), "\(key)")
    }
  }

  private func places(in text: String) -> Set<String> {
    Set(text.matches(of: /\{(\w+)\}/).map { String($0.1) })
  }

  @Test func `no template has words of its own`() {
    // Names of the product and of keys are the same in every language.
    let names: Set = ["Duet", "Enter", "doctype", "html"]
    for (name, source) in Templates.sources {
      let bare = source.replacing(/\{\{.*?\}\}/, with: " ").replacing(/<[^>]*>/, with: " ")
        .replacing(/&\w+;/, with: " ")
      let words = bare.split { !$0.isLetter }.map(String.init).filter { $0.count > 1 }
      #expect(words.filter { !names.contains($0) } == [], "\(name)")
    }
  }

  @Test func `every text that a template asks for is there`() {
    for (name, source) in Templates.sources {
      for match in source.matches(of: /\{\{[#^]?t\.([\w.\-]+)\}\}/) {
        #expect(english.keys.contains(String(match.1)), "\(name)")
      }
    }
  }

  @Test(arguments: ProblemType.allCases)
  func `every problem is explained`(_ type: ProblemType) {
    #expect(english.keys.contains("problem.\(type.rawValue).title"))
    #expect(english.keys.contains("problem.\(type.rawValue).text"))
  }

  @Test func `what people read in the model's drawing is translated`() throws {
    let file = repository.appending(path: "bpmn/order.bpmn")
    let model = try Definitions(xml: Array(try Data(contentsOf: file)))
    var words = Set(model.processes.flatMap(\.allNodes).compactMap(\.name))
    words.formUnion(model.processes.flatMap(\.content.allFlows).compactMap(\.name))
    words.formUnion(model.collaboration?.participants.map(\.name) ?? [])
    #expect(words.subtracting(french.modelKeys) == [])
  }

  @Test func `what the model says of an order when it reminds and escalates is translated`() throws
  {
    let file = repository.appending(path: "bpmn/order.bpmn")
    let model = try Definitions(xml: Array(try Data(contentsOf: file)))
    let texts = model.processes.flatMap(\.allNodes).filter {
      ["reminder", "escalation"].contains($0.extensions.taskDefinition?.type)
    }.flatMap(\.extensions.inputs).filter { $0.target == "text" }
    #expect(texts.count == 9)
    // By its reference, where it has one.
    let orders: [(Context, String)] = [
      (["id": "01997e6a"], "01997e6a"), (["id": "01997e6a", "reference": "PO-7"], "PO-7"),
    ]
    for text in texts {
      for (order, name) in orders {
        let said = try TextExpression(property: text.source).value(
          in: ["order": .context(order)] as Context, now: Timestamp(microseconds: 0))
        let translated = said.string.flatMap(french.ofModel)
        #expect(translated?.contains(name) == true, "\(text.source)")
      }
    }
  }

  @Test func `one and many have texts of their own`() {
    #expect(english.count("unit.day", 1) == "1 day")
    #expect(english.count("unit.day", 2) == "2 days")
    #expect(french.count("form.errors", 1) == "Un point manque ou est faux")
  }

  @Test func `what is filled in is not filled in again`() {
    #expect(Catalogue.fill("{a} and {b}", ["a": "{b}", "b": "x"]) == "{b} and x")
    #expect(Catalogue.fill("{unknown} {", [:]) == "{unknown} {")
  }
}
