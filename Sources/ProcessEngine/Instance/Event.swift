public import FEEL

/// What happened in an instance: the only thing that changes it, the history of it, and what the monitor hears.
///
/// Every event of one decision happened at the time of that decision. An element that completes or is terminated takes
/// its subscriptions, timers, jobs and incidents with it without an event for each.
public enum Event: Hashable, Sendable {
  case instanceStarted(id: InstanceID, process: String, definition: DefinitionID)
  /// The root scope has completed.
  case instanceEnded(outcome: String)

  case elementActivated(key: Key, element: String, scope: Key?)
  case elementCompleted(key: Key, element: String)
  case elementTerminated(key: Key, element: String)
  case flowTaken(flow: String)
  /// A token waits at a joining gateway.
  case joinArrived(element: String, scope: Key, flow: String)
  /// What is in the scope was taken away, and with it the tokens that waited at the joining gateway.
  case joinDiscarded(element: String, scope: Key)
  case variablesSet(scope: Key, variables: Context)

  case subscriptionOpened(Subscription)
  case subscriptionClosed(key: Key)
  case timerScheduled(ScheduledTimer)
  case timerFired(key: Key, target: String)
  case timerCanceled(key: Key)

  /// A message came in and waits in the mailbox until it is correlated.
  case messageReceived(ReceivedMessage)
  case messageCorrelated(id: String, subscription: Key, target: String)
  /// The instance ended before anything asked for this message.
  case messageDiscarded(id: String, name: String)
  case messageSent(name: String, correlationKey: String, payload: Context, element: String)

  /// Indirect: with a whole task inside, every event would take three times the memory.
  indirect case taskCreated(UserTask)
  case taskClaimed(key: Key, by: String)
  case taskReleased(key: Key, by: String)
  case taskAssigned(key: Key, to: String, by: String)
  case taskDelegated(key: Key, to: String, by: String)
  /// The delegate, or whoever `by` names, gave the task back to its owner.
  case taskResolved(key: Key, by: String)
  case taskCommented(key: Key, by: String, text: String, link: TaskLink?)
  /// nil is what was left as it is.
  case taskRescheduled(key: Key, by: String, due: Timestamp?, followUp: Timestamp?, priority: Int?)
  /// A decision that takes effect at `effectiveAt`, as `taskCompleted`, unless it is undone.
  case taskDecided(key: Key, by: String, data: Context, effectiveAt: Timestamp)
  /// - `reason`: why the process took it back, when it was nobody (`Actor.system`).
  case taskDecisionUndone(key: Key, by: String, reason: String? = nil)
  case taskCompleted(key: Key, element: String, by: String, data: Context)
  case taskWithdrawn(key: Key, element: String)
  case taskReminded(key: Key, text: String)
  case taskEscalated(key: Key, group: String, priority: Int, text: String)

  /// An element has one job at a time: a new one takes the place of the one that failed for good.
  case jobCreated(Job)
  case jobCompleted(key: Key, element: String)
  case jobFailed(key: Key, retries: Int, notBefore: Timestamp, reason: String)
  /// The handler raised a BPMN error.
  case errorThrown(element: String, code: String)

  case incidentRaised(Incident)
  case incidentResolved(key: Key, by: String)
}
