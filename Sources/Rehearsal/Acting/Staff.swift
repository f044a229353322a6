import FEEL
import Participant
import SplitMix

/// The people of one party at their work: they look at the open tasks and do each as its order's storyline says.
struct Staff: Sendable {
  let party: PartyClient
  let people: [Person]
  let playbook: Playbook
  let clock: any WallClock
  let seed: UInt64
  /// Cancels an order at the buyer's side.
  let cancel: @Sendable (String) async throws -> Void

  /// How often they look.
  private static let interval = Duration.milliseconds(150)

  /// Works until cancelled.
  func work() async throws {
    try await withThrowingDiscardingTaskGroup { group in
      var seen: Set<String> = []
      do {
        while !group.isCancelled {
          for task in try await party.openTasks() where !seen.contains(task.id) {
            // An order that has just been placed may show its first task before its id is entered.
            guard let order = playbook[task.order],
              let element = TaskElement(rawValue: task.element)
            else { continue }
            seen.insert(task.id)
            let visit = playbook.countVisit(of: task.order, to: element)
            guard let response = order.storyline.response(to: element, visit: visit) else {
              continue
            }
            group.addTask { try await act(on: task, as: element, of: order, response) }
          }
          try await Task.sleep(for: Self.interval)
        }
      } catch is CancellationError {
        return
      }
    }
  }

  /// Claims the task after half of its time and completes it at the end.
  private func act(
    on task: OpenTask, as element: TaskElement, of order: PlannedOrder, _ response: Response
  ) async throws {
    var generator = SplitMix64(seed: seed ^ Self.digest(of: order.reference + task.element))
    let minutes = Int.random(in: response.minutes, using: &generator)
    let time = Duration.seconds(minutes * 60)
    do {
      try await clock.sleep(until: task.createdAt + time / 2)
      guard
        let person = people.choose(
          groups: task.candidateGroups, excluding: task.excludedUsers, using: &generator),
        try await party.claim(task, by: person), let defaults = try await party.defaults(of: task)
      else { return }
      try await clock.sleep(until: task.createdAt + time)
      let tracking = "JJD-\(Int.random(in: 10_000_000...99_999_999, using: &generator))"
      let data = TaskAnswer.data(response, for: element, defaults: defaults, tracking: tracking)
      try await decide(task, as: element, of: order, data, by: person)
    } catch is CancellationError {
      return
    }
  }

  private func decide(
    _ task: OpenTask, as element: TaskElement, of order: PlannedOrder, _ data: Context,
    by person: Person
  ) async throws {
    switch order.storyline.cancellation {
    case .insteadOf(element): try await cancel(task.order)
    case .alongside(element):
      async let cancelled: Void = cancel(task.order)
      _ = try await party.complete(task, with: data, by: person)
      try await cancelled
    default: _ = try await party.complete(task, with: data, by: person)
    }
  }

  /// FNV-1a, because Swift's own hashes differ from run to run.
  private static func digest(of text: String) -> UInt64 {
    text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }
}
