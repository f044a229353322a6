import FEEL
import ProcessEngine

/// What one open flow node waits for.
struct Wait {
  let visit: Swimlane.Visit
  let task: TaskStory?
  /// The same task with who has it now.
  let userTask: UserTask?
  let job: JobStory?
  let incident: IncidentStory?
  /// The timer that is due next.
  let timer: TimerStory?
  /// The names of the partner's messages that it waits for.
  let messages: [String]
  /// Whether tokens have arrived at a join that wait for others.
  let isJoining: Bool
  private let map: ProcessMap
  private let party: String

  init(_ visit: Swimlane.Visit, _ lane: Swimlane, _ map: ProcessMap) {
    self.visit = visit
    self.map = map
    party = lane.party
    let instance = lane.instance
    task = lane.tasks.last { $0.visit == visit.key && $0.isOpen }
    userTask = instance?.tasks.last { $0.owner == visit.key }
    job = lane.jobs.last { $0.visit == visit.key && $0.endedAt == nil }
    incident = lane.incidents.last { $0.visit == visit.key && $0.resolvedAt == nil }
    timer = lane.timers.filter { $0.visit == visit.key && $0.endedAt == nil }
      .min { $0.due < $1.due }
    let awaited = instance?.subscriptions.filter { $0.owner == visit.key }.map(\.message) ?? []
    // What the party's own people ask for by message name comes from no partner.
    messages = awaited.filter { map.messages.isEmpty || map.messages[$0] != nil }
    isJoining = instance?.joins.contains { $0.element == visit.element } ?? false
  }

  /// Who sends what it waits for: as it is drawn, else the other party.
  func partner(among story: OrderStory) -> String {
    let drawn = messages.compactMap { map.messages[$0]?.sender }.first
    return drawn ?? story.lanes.first { $0.party != party }?.party ?? ""
  }

  /// Whether somebody, or the machine, could go on with it now.
  private var isWork: Bool { task != nil || job != nil || incident != nil }

  /// The open flow nodes of a party, those at which it can do something last.
  static func leastHelpfulFirst(_ lane: Swimlane, _ map: ProcessMap) -> [Swimlane.Visit] {
    let open = lane.openVisits
    let isWork = { (visit: Swimlane.Visit) in Wait(visit, lane, map).isWork }
    return open.filter { !isWork($0) } + open.filter(isWork)
  }
}
