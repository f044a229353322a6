import FEEL
import PartyAPI
import ProcessEngine
import Testing
import WebPages

@testable import PartyPages

@Suite struct ProblemPageTests {
  private func lastChange(_ change: Value?, _ language: Language = .english) -> String? {
    let members = Context(compact: [("lastChange", change)])
    let problem = Problem(.staleTask, "The task has changed.", members: members)
    return ProblemPage.lastChange(in: problem, .of(language))
  }

  @Test func `whoever comes second is told who was first, and with what`() {
    #expect(lastChange(["kind": "decided", "by": "anna"]) == "anna decided")
    #expect(
      lastChange(["kind": "assigned", "by": "anna", "to": "sales"]) == "anna gave it to sales")
    #expect(lastChange(nil) == nil)
  }

  @Test func `a group is called as the reader calls it`() {
    let change: Value = ["kind": "escalated", "to": "sales"]
    #expect(lastChange(change) == "Escalated to \(Catalogue.of(.english).group("sales"))")
  }
}
