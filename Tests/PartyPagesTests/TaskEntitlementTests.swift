import Access
import Exchange
import FEEL
import Foundation
import Participant
import Testing

@testable import PartyPages
@testable import ProcessEngine

/// Which tasks `Next task` offers.
@Suite struct TaskEntitlementTests {
  private func row(
    assignee: String? = nil, excluded: [String] = [], state: TaskQuery.State = .open,
    change: (inout UserTask) throws -> Void = { _ in }
  ) throws -> TaskRow {
    let now = try Timestamp("2026-11-01T00:00:00Z")
    var task = UserTask(
      key: 7, owner: 1, element: "Task_VerifyOrder", name: "Verify order", form: nil,
      candidateUsers: [], candidateGroups: ["sales"], excludedUsers: excluded, assignee: assignee,
      due: nil, followUp: nil, priority: 50, createdAt: now)
    try change(&task)
    let order = try #require(InstanceID("01997e6a-0000-7000-8000-00000000a001"))
    return TaskRow(
      order: order, summary: OrderSummary([:]), task: task, state: state, decidedBy: nil,
      closedAt: nil, data: [:])
  }

  private func person(_ roles: Set<Role>) -> Principal {
    Principal(user: "sven", name: "Sven", roles: roles, ownGroups: [])
  }

  @Test func `a person's own tasks and those of their groups can be decided`() throws {
    let sven = person([.sales])
    #expect(try row().canBeDecided(by: sven))
    #expect(try row(assignee: "sven").canBeDecided(by: sven))
  }

  @Test func `a task with a decision that waits to take effect cannot be decided`() throws {
    let now = try Timestamp("2026-11-01T00:00:00Z")
    let pending = try row(assignee: "sven") { task in
      task.apply(
        .taskDecided(key: 7, by: "sven", data: [:], effectiveAt: now + .seconds(10)), at: now)
    }
    #expect(!pending.canBeDecided(by: person([.sales])))
  }

  @Test func `what others have, what is forbidden, prepared or closed cannot be decided`() throws {
    let sven = person([.sales])
    #expect(try !row(assignee: "petra").canBeDecided(by: sven))
    #expect(try !row(excluded: ["sven"]).canBeDecided(by: sven))
    #expect(try !row(state: .completed).canBeDecided(by: sven))
    #expect(try !row().canBeDecided(by: person([.warehouse])))
    #expect(try !row(assignee: "sven").canBeDecided(by: person([.auditor])))
    let delegated = try row(assignee: "petra") { task in
      task.apply(
        .taskDelegated(key: 7, to: "sven", by: "petra"), at: try Timestamp("2026-11-01T00:00:00Z"))
    }
    #expect(!delegated.canBeDecided(by: sven))
  }
}
