import FEEL
import Foundation
import PartyPages
import ProcessEngine
import Testing
import WebPages

@Suite struct FormAnswersTests {
  private func form(_ id: String) throws -> Form {
    let file = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../bpmn/forms/\(id).json")
    return try Form(json: Array(try Data(contentsOf: file)))
  }

  private let revision: Context = [
    "decision": "revise", "comment": "Less, please.",
    "lines": [["sku": "BRG-6204-2RS", "quantity": 1200], ["sku": "NEW-1", "quantity": 3]],
  ]

  private func pairs(_ answers: FormAnswers) -> [[String]] {
    answers.facts.map { [$0["label"] as? String ?? "", $0["value"] as? String ?? ""] }
  }

  @Test func `what was decided is said in the words of the form, in the reader's language`() throws
  {
    let form = try form("review-quote")
    #expect(
      pairs(FormAnswers(form, data: revision, texts: .of(.english))) == [
        ["What do you want to do?", "Ask for a revision"], ["Comment", "Less, please."],
      ])
    #expect(
      pairs(FormAnswers(form, data: revision, texts: .of(.french))) == [
        ["Que voulez-vous faire ?", "Demander une révision"], ["Commentaire", "Less, please."],
      ])
  }

  @Test func `lines that were filled in are a table`() throws {
    let answers = FormAnswers(
      try form("review-quote"), data: revision, texts: .of(.english))
    let table = try #require(answers.tables.first)
    #expect(answers.tables.count == 1)
    #expect(table["caption"] as? String == "Changed lines")
    let html = Templates.render("table", table)
    #expect(html.contains(#"<th scope="row">BRG-6204-2RS</th><td class="right">1,200</td>"#))
    #expect(html.contains(#"<th scope="row">NEW-1</th><td class="right">3</td>"#))
  }

  @Test func `one sentence says all of it`() throws {
    let receipt: Context = [
      "decision": "received", "lines": [["sku": "SEAL-30X52X7", "quantity": 20]], "note": "",
    ]
    let answers = FormAnswers(
      try form("confirm-receipt"), data: receipt, texts: .of(.english))
    #expect(answers.sentence == "Complete and undamaged — Received quantities: 20 × SEAL-30X52X7")
    #expect(FormAnswers(nil, data: [:], texts: .of(.english)).sentence == nil)
  }

  @Test func `what is in no form is shown as it is`() {
    let answers = FormAnswers(
      nil, data: ["colour": "red", "urgent": true], texts: .of(.english))
    #expect(pairs(answers) == [["colour", "red"], ["urgent", "Yes"]])
  }
}
