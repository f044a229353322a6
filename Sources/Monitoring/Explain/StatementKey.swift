/// The sentences of explanations, and what is said of findings. The raw value is the key in catalogues of texts; `english` is the text there.
package enum StatementKey: String, Hashable, Sendable, CaseIterable {
  // The order and its parties
  case ended = "explain.ended"
  case notHeard = "explain.not-heard"
  case stepsMissing = "explain.steps-missing"
  case notEntered = "explain.not-entered"
  case left = "explain.left"
  case waits = "explain.waits"
  case nothingKnown = "explain.nothing-known"

  // What a flow node waits for
  case waitsForMessage = "explain.waits-for-message"
  case nextTimer = "explain.next-timer"
  case lateTimer = "explain.late-timer"
  case goesOnByTimer = "explain.goes-on-by-timer"
  case waitsForTimer = "explain.waits-for-timer"
  case waitsForBranch = "explain.waits-for-branch"
  case notSent = "explain.not-sent"
  case partnerEnded = "explain.partner-ended"
  case mutualWait = "explain.mutual-wait"

  // Tasks
  case taskOpen = "explain.task-open"
  case taskOpenToAll = "explain.task-open-to-all"
  case taskClaimed = "explain.task-claimed"
  case taskDelegated = "explain.task-delegated"
  case taskDecided = "explain.task-decided"
  case taskDue = "explain.task-due"
  case taskOverdue = "explain.task-overdue"

  // Work of machines
  case incident = "explain.incident"
  case jobRetry = "explain.job-retry"
  case jobRunning = "explain.job-running"

  // The way of a message
  case messageInFlight = "explain.message-in-flight"
  case messageConfirmed = "explain.message-confirmed"
  case messageReceivedUnsent = "explain.message-received-unsent"
  case messageParked = "explain.message-parked"
  case messageBehind = "explain.message-behind"
  case messageEarly = "explain.message-early"
  case messageUsed = "explain.message-used"
  case messageUnread = "explain.message-unread"
  case messageQuarantined = "explain.message-quarantined"
  case messageTooLate = "explain.message-too-late"
  case messageOvertaken = "explain.message-overtaken"
  case messageTwice = "explain.message-twice"
  case messageDuplicate = "explain.message-duplicate"
  case messageNumberTaken = "explain.message-number-taken"
  case orderUnknown = "explain.order-unknown"
  case negativeHop = "explain.negative-hop"

  // Why a message was put into quarantine
  case undecodable = "explain.quarantine.undecodable"
  case tooLarge = "explain.quarantine.too-large"
  case wrongSender = "explain.quarantine.wrong-sender"
  case unknownType = "explain.quarantine.unknown-type"
  case unknownOrder = "explain.quarantine.unknown-order"
  case absurdSequence = "explain.quarantine.absurd-sequence"
  case gapNeverClosed = "explain.quarantine.gap-never-closed"
  case orderEnded = "explain.quarantine.ended"
  case unread = "explain.quarantine.unread"
  case notAccepted = "explain.quarantine.not-accepted"

  // What is found in one message, behind what kind of finding it is
  case tookLong = "explain.finding.late"
  case refused = "explain.finding.quarantined"
  case neverAskedFor = "explain.finding.unread"
  case cameBeforeSent = "explain.finding.negative-hop"

  // How two accounts differ, behind the same
  case stepTwice = "explain.finding.step-twice"
  case stepUnreported = "explain.finding.step-unreported"
  case stepsUnreported = "explain.finding.steps-unreported"
  case numberSent = "explain.finding.number-sent"
  case numberReceived = "explain.finding.number-received"
  case takenTwice = "explain.finding.taken-twice"
  case takenUnder = "explain.finding.taken-under"
  case takenOtherwise = "explain.finding.taken-otherwise"
  case takenElsewhere = "explain.finding.taken-elsewhere"
  case takenAfter = "explain.finding.taken-after"
  case overtakenBy = "explain.finding.overtaken-by"
  case takenNever = "explain.finding.taken-never"
  case sentNever = "explain.finding.sent-never"
  case outcomesDiffer = "explain.finding.outcomes-differ"

  // How a party's database differs from itself, and from what was heard
  case journalSteps = "explain.finding.journal-steps"
  case instanceStep = "explain.finding.instance-step"
  case countSent = "explain.finding.count-sent"
  case countReceived = "explain.finding.count-received"
  case stateStored = "explain.finding.state-stored"
  case workLeftOpen = "explain.finding.work-left-open"
  case committedOtherwise = "explain.finding.committed-otherwise"
  case publishedUnheard = "explain.finding.published-unheard"
  case heardUncommitted = "explain.finding.heard-uncommitted"

  // How the projection differs from what was heard
  case sideUnprojected = "explain.finding.side-unprojected"
  case sideUnheard = "explain.finding.side-unheard"
  case messageProjected = "explain.finding.message-projected"
  case stepProjected = "explain.finding.step-projected"
  case waitingProjected = "explain.finding.waiting-projected"
  case sideProjected = "explain.finding.side-projected"
}

extension StatementKey {
  package var english: String {
    switch self {
    case .ended: "{party} has ended as {outcome} at {at}."
    case .notHeard: "Nothing has been heard of the order from {party}."
    case .stepsMissing: "Steps of {party} have not been heard, up to step {step}."
    case .notEntered: "The order has not been at “{element}” of {party}."
    case .left: "{party} left “{element}” at {at}: it waits there no more."
    case .waits: "{party} has been at “{element}” since {since}."
    case .nothingKnown: "Nothing is known that {party} waits for at “{element}”."
    case .waitsForMessage:
      "{party} has waited at “{element}” since {since} for {messages} from {partner}."
    case .nextTimer: "If nothing happens, the timer “{timer}” fires at {due}."
    case .lateTimer: "The timer “{timer}” of {party} was due at {due} and has not fired."
    case .goesOnByTimer: "It goes on by itself when the timer “{timer}” fires at {due}."
    case .waitsForTimer: "{party} waits at “{element}” for the time {due} (timer “{timer}”)."
    case .waitsForBranch: "{party} waits at “{element}” for the other branches to arrive."
    case .notSent: "{partner} has not sent {messages} yet."
    case .partnerEnded:
      "{partner} has ended as {outcome} at {at} and will not send {messages} any more."
    case .mutualWait: "{party} and {partner} wait for each other."
    default: messageOrWork
    }
  }

  private var messageOrWork: String {
    switch self {
    case .taskOpen:
      "The task “{task}” of {party} is open since {since} for {candidates}; nobody has taken it."
    case .taskOpenToAll:
      "The task “{task}” of {party} is open since {since} for everybody; nobody has taken it."
    case .taskClaimed: "The task “{task}” of {party} is with {user} since {since}."
    case .taskDelegated:
      "The task “{task}” of {party} is with {user} since {since}, for {owner}, who decides."
    case .taskDecided:
      "{user} of {party} has decided the task “{task}” at {at}; that takes effect at {due} unless it is undone."
    case .taskDue: "It is due at {due}."
    case .taskOverdue: "It has been overdue since {due}."
    case .incident:
      "“{element}” of {party} failed at {at}: {reason}. An operator of {party} has to have it tried again."
    case .jobRetry:
      "“{element}” of {party} failed at {at}: {reason}. It is tried again at {due}; attempts left: {retries}."
    case .jobRunning: "“{element}” of {party} is being worked on by the machine since {since}."
    case .messageInFlight:
      "{message}, number {number} of {sender}, was sent at {at} and is on its way to {receiver}."
    case .messageConfirmed:
      "The broker confirmed it at {at}; since then it lies in the inbox of {receiver}."
    case .messageReceivedUnsent:
      "{message} was taken in by {receiver} at {at}, but nobody reports having sent it."
    case .messageParked:
      "{message}, number {number} of {sender}, is kept by {receiver} since {at} until number {gap} has come."
    case .messageBehind:
      "{message}, number {number} of {sender}, was sent at {at}; number {gap} must be taken in before it."
    case .messageEarly:
      "{message}, number {number} of {sender}, lies in the mailbox of {receiver} since {at}: nothing there asks for it yet."
    case .messageUsed:
      "{message}, number {number} of {sender}, was used by {receiver} at “{element}” at {at}."
    case .messageUnread:
      "{message}, number {number} of {sender}, was taken in by {receiver}, which ended as {outcome} at {at} without asking for it."
    case .messageQuarantined:
      "{receiver} put {message}, number {number} of {sender}, into quarantine at {at}."
    case .messageTooLate:
      "{message}, number {number} of {sender}, is of no use any more: {receiver} has ended as {outcome} at {at}."
    case .messageOvertaken:
      "{message}, number {number} of {sender}, was never taken in, although number {later} was."
    case .messageTwice: "{receiver} took {message} in {count} times; the copies count for nothing."
    case .messageDuplicate:
      "{receiver} got {message} again at {at}: a duplicate of number {number}, left alone."
    case .messageNumberTaken:
      "Number {number} of {sender} is also {other}: of two messages with one number, one is a duplicate."
    case .orderUnknown: "{receiver} knows no such order, and {message} begins none."
    case .negativeHop:
      "By the clocks it came before it was sent: the clock of {receiver} is behind that of {sender}."
    default: quarantine
    }
  }

  private var quarantine: String {
    switch self {
    case .undecodable: "Its content or a header is not what the contract says."
    case .tooLarge: "It is larger than a message may be."
    case .wrongSender: "The broker does not vouch that {sender} sent it."
    case .unknownType: "The contract has no such type or version of message."
    case .unknownOrder: "{receiver} knew no such order, and {message} begins none."
    case .absurdSequence: "Its number {number} does not continue what {receiver} had from {sender}."
    case .gapNeverClosed: "The messages before it did not come in time."
    case .orderEnded: "{receiver} had already ended as {outcome}."
    case .unread: "{receiver} ended before anything asked for it."
    case .notAccepted: "No event of {receiver} catches it, or its mailbox was full."
    default: finding
    }
  }

  private var finding: String {
    let message = "{message}, number {number} of {sender} ({id}),"
    return switch self {
    case .tookLong: "{message} of {sender} took longer than {limit}"
    case .refused: "{message} of {sender} was refused: {reason}"
    case .neverAskedFor: "{message} of {sender} was never asked for"
    case .cameBeforeSent: "{message} of {sender} came before it was sent"
    case .stepTwice: "step {step} was reported twice"
    case .stepUnreported: "step {step} of {last} not reported"
    case .stepsUnreported: "steps {step} to {to} of {last} not reported"
    case .numberSent: "message {place} of {sender}, {message}, has number {number}"
    case .numberReceived: "\(message) was taken in as number {other}"
    case .takenTwice: "\(message) was taken in {count} times"
    case .takenUnder: "\(message) was taken in as {other}"
    case .takenOtherwise: "\(message) was taken in with another content"
    case .takenElsewhere: "\(message) was sent to {receiver}"
    case .takenAfter: "\(message) was taken in after number {last}"
    case .overtakenBy:
      "\(message) was never taken in, but the later {later}, number {other} of {sender} ({otherID}), was"
    case .takenNever: "\(message) was never taken in: {receiver} has ended as {outcome}"
    case .sentNever: "{message} ({id}) was taken in, but nobody reports having sent it"
    case .outcomesDiffer: "ended by {party} as {outcome}, by {partner} as {other}"
    default: databases
    }
  }

  private var databases: String {
    let entry = "step {step} (lane {lane}, number {number})"
    return switch self {
    case .journalSteps: "the steps of the journal are not 1 to {count}"
    case .instanceStep: "the instance is at step {step}, the journal has {count}"
    case .countSent: "the instance counts {count} messages sent, the journal {other}"
    case .countReceived: "the instance counts {count} messages received, the journal {other}"
    case .stateStored: "the stored state is not what the journal makes"
    case .workLeftOpen:
      "the instance has ended and still has open tasks, timers or subscriptions"
    case .committedOtherwise: "\(entry) was committed otherwise than it was heard"
    case .publishedUnheard: "\(entry) was published, but never heard"
    case .heardUncommitted: "\(entry) was heard, but the database does not have it"
    case .sideUnprojected: "entries were heard, but the projection does not have the order"
    case .sideUnheard: "the projection has the order, but no entries were heard"
    case .messageProjected: "the projection has message {id} otherwise than the entries"
    case .stepProjected: "the projection is at step {step}, the entries make step {other}"
    case .waitingProjected: "{count} entries wait in the projection, {other} of those heard"
    case .sideProjected: "the projection is not what the entries make at step {step}"
    default: rawValue
    }
  }
}
