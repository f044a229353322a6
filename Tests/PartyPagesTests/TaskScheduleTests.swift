import FEEL
import PartyPages
import Testing
import WebPages

@testable import ProcessEngine

@Suite struct TaskScheduleTests {
  private func read(
    _ body: String, due: String? = nil, priority: Int = 50
  ) throws -> TaskSchedule.Reading {
    let task = UserTask(
      key: 7, owner: 1, element: "Task_ReviewQuote", name: "Review quote", form: nil,
      candidateUsers: [], candidateGroups: [], excludedUsers: [], assignee: nil,
      due: try due.map { try Timestamp($0) }, followUp: nil, priority: priority,
      createdAt: try Timestamp("2026-11-01T00:00:00Z"))
    return TaskSchedule(task, texts: .of(.english)).read(try FormBody(urlEncoded: body))
  }

  @Test func `only what differs is changed`() throws {
    let reading = try read(
      "due=2026-12-01T08:00&followUp=&priority=70", due: "2026-12-01T08:00:00Z")
    guard case .action(let action) = reading else {
      Issue.record("\(reading)")
      return
    }
    #expect(action == .reschedule(due: nil, followUp: nil, priority: 70))
  }

  @Test func `times are read in UTC, with seconds or without`() throws {
    for text in ["2026-12-01T08:00", "2026-12-01T08:00:00"] {
      guard case .action(let action) = try read("due=\(text)&priority=50") else {
        Issue.record("\(text) was not read")
        continue
      }
      let due = try Timestamp("2026-12-01T08:00:00Z")
      #expect(action == .reschedule(due: due, followUp: nil, priority: nil))
    }
  }

  @Test func `a form that was only looked at changes nothing`() throws {
    guard case .same = try read("due=2026-12-01T08:00&priority=50", due: "2026-12-01T08:00:30Z")
    else {
      Issue.record("something was to be changed")
      return
    }
  }

  @Test(arguments: [
    ("due=soon&priority=50", "due"), ("due=&priority=50", "due"),
    ("due=2026-12-01T08:00&followUp=x&priority=50", "followUp"),
    ("due=2026-12-01T08:00&priority=101", "priority"),
    ("due=2026-12-01T08:00&priority=-1", "priority"),
    ("due=2026-12-01T08:00&priority=", "priority"),
  ])
  func `what cannot be read is told by its field`(_ body: String, _ field: String) throws {
    guard case .unreadable(let errors) = try read(body, due: "2026-12-01T08:00:00Z") else {
      Issue.record("it was read")
      return
    }
    #expect(errors.map(\.field) == [field])
  }
}
