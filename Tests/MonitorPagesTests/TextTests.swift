import Exchange
import MonitorPages
import Monitoring
import Testing
import WebPages

@Suite struct TextTests {
  private let english = Catalogue.of(.english)
  private let french = Catalogue.of(.french)

  @Test func `both languages have the same texts, with the same places to fill in`() {
    #expect(english.keys.symmetricDifference(french.keys).isEmpty)
    for key in english.keys {
      #expect(places(in: english[key]) == places(in: french[key]), "\(key)")
    }
  }

  private func places(in text: String) -> Set<String> {
    Set(text.matches(of: /\{(\w+)\}/).map { String($0.1) })
  }

  @Test(arguments: StatementKey.allCases)
  func `every sentence of an explanation is there, in English as elsewhere`(_ key: StatementKey) {
    #expect(english.text(key.rawValue) == key.english)
    #expect(french.text(key.rawValue) != nil)
  }

  @Test func `everything that a step can answer has a name, and nothing else has`() {
    let keys = Set(StimulusKind.allCases.map { "stimulus.\($0.rawValue)" })
    for texts in [english, french] {
      #expect(texts.keys.filter { $0.hasPrefix("stimulus.") } == keys)
    }
  }

  @Test func `everything that is found has a name`() {
    let keys =
      OrderFilter.Finding.allCases.map { "finding.\($0.rawValue)" }
      + OrderConformance.Kind.allCases.map { "finding.\($0.rawValue)" }
      + Attention.Reason.allCases.flatMap {
        ["attention.\($0.rawValue)", "attention.\($0.rawValue).about"]
      } + Difference.Kind.allCases.map { "difference.\($0.rawValue)" }
    for key in keys { #expect(english.text(key) != nil, "\(key)") }
  }

  @Test func `no template has words of its own, and asks only for texts that are there`() {
    let names: Set = ["Duet", "JSON", "monitor", "check"]
    for (name, source) in Templates.sources {
      let bare = source.replacing(/\{\{.*?\}\}/, with: " ").replacing(/<[^>]*>/, with: " ")
      let words = bare.split { !$0.isLetter }.map(String.init).filter { $0.count > 1 }
      #expect(words.filter { !names.contains($0) } == [], "\(name)")
      for match in source.matches(of: /\{\{[#^]?t\.([\w.\-]+)\}\}/) {
        #expect(english.keys.contains(String(match.1)), "\(name): \(match.1)")
      }
      let raw = source.matches(of: /\{\{\{\s*(\w+)\s*\}\}\}/).map { String($0.1) }
      #expect(Set(raw).subtracting(["diagram", "picture", "timeLine"]) == [])
      #expect(source.firstMatch(of: /<script|<style|\son\w+=|\sstyle=/) == nil)
    }
  }
}
