/// What a type of problem means and what to do about it: the page at its URI, and its chapter of `docs/problems.md`.
package struct ProblemDocumentation: Sendable {
  package let type: ProblemType
  package let explanation: String
  package let remedy: String

  init(_ type: ProblemType, _ explanation: String, remedy: String) {
    self.type = type
    self.explanation = explanation
    self.remedy = remedy
  }

  /// Every type once, in the order of their declaration; a test says so.
  package static let all: [ProblemDocumentation] = {
    let families = unreadable + refused + missing + conflicting + invalid + failed + access
    return ProblemType.allCases.flatMap { type in families.filter { $0.type == type } }
  }()

  private static let unreadable: [ProblemDocumentation] = [
    ProblemDocumentation(
      .malformedJSON,
      """
      The body is not one JSON object (RFC 8259, without duplicate keys). `offset` is the \
      byte at which reading stopped.
      """,
      remedy: "correct the body."),
    ProblemDocumentation(
      .invalidQuery,
      """
      A parameter of the query is unknown, given twice, or has a value that it cannot \
      have. `errors` names each one; unknown ones are refused, because a misspelt filter \
      would otherwise answer with everything.
      """,
      remedy: "correct the parameters."),
    ProblemDocumentation(
      .invalidHeader,
      """
      A header has a value that it cannot have: `If-Match` is no entity tag that a task \
      had, or `Last-Event-ID` is no id that the stream gave.
      """,
      remedy: "send what an earlier answer gave, or leave the header out."),
    ProblemDocumentation(
      .actorMissing,
      """
      What was asked is recorded with the person who asked, and the request names nobody.
      """,
      remedy: """
        send `Duet-User`, and the person's groups in `Duet-Groups`, separated by commas.
        """),
    ProblemDocumentation(
      .invalidIdempotencyKey,
      """
      The header `Idempotency-Key` has more than 255 characters, none, or others than \
      visible ASCII characters.
      """,
      remedy: "use a UUID."),
    ProblemDocumentation(
      .badRequest,
      "The request itself cannot be read, a path with a broken escape for example.",
      remedy: "correct the request."),
  ]

  private static let refused: [ProblemDocumentation] = [
    ProblemDocumentation(
      .notCandidate,
      "The model names who may decide this task, and the person is not among them.",
      remedy: "let one of `candidateUsers` or a member of `candidateGroups` decide."),
    ProblemDocumentation(
      .excluded,
      """
      The model asks for two different people, and this one has decided before in the same \
      order.
      """,
      remedy: "let somebody else decide."),
    ProblemDocumentation(
      .wrongHost,
      """
      The request names a host other than this machine. Until people sign in, the service \
      is for its own machine only.
      """,
      remedy: "ask `http://127.0.0.1` or `http://localhost`."),
    ProblemDocumentation(
      .tooManyRequests,
      """
      The caller has asked more than the service answers to one user or one address in \
      this time. Nothing was done.
      """,
      remedy: """
        ask again after the seconds in `Retry-After`; `RateLimit-Remaining` says how many \
        requests are left.
        """),
  ]

  private static let missing: [ProblemDocumentation] = [
    ProblemDocumentation(
      .noSuchRoute,
      "Nothing answers at this path.",
      remedy: "check the path."),
    ProblemDocumentation(
      .orderNotFound,
      "No order has this id, this reference, or an id that begins so.",
      remedy: "take the id from the list of orders."),
    ProblemDocumentation(
      .taskNotFound,
      "The order has no task of this key, or the name is not of the form `ORDER.KEY`.",
      remedy: "take the id from the list of tasks."),
    ProblemDocumentation(
      .incidentNotFound,
      "The order has no open incident of this key: it was resolved, or never was.",
      remedy: "take the id from the list of incidents."),
    ProblemDocumentation(
      .messageNotFound,
      """
      No message in quarantine has this id, or several have ids that begin so. A beginning \
      has at least four characters.
      """,
      remedy: "take the id from the list."),
    ProblemDocumentation(
      .itemNotFound,
      "The present price list has no item of this SKU.",
      remedy: "take the SKU from the price list."),
    ProblemDocumentation(
      .methodNotAllowed,
      """
      The path exists, but does not take this method. The header `Allow` says which it \
      takes.
      """,
      remedy: "use one of those."),
  ]

  private static let conflicting: [ProblemDocumentation] = [
    ProblemDocumentation(
      .ambiguousName,
      """
      Several orders have this reference, or ids that begin so. `candidates` are their \
      ids.
      """,
      remedy: "use the id."),
    ProblemDocumentation(
      .orderEnded,
      "The order has ended with `outcome`, and nothing can reach it any more.",
      remedy: "nothing: look at what it ended with."),
    ProblemDocumentation(
      .cannotStart,
      "This party's process does not begin by hand: its pool has no none start event.",
      remedy: "place the order with the other party."),
    ProblemDocumentation(
      .notExpected,
      """
      The process is not at a point where it takes this. A cancel, for example, is \
      possible until the quote has been accepted.
      """,
      remedy: "look at the order's state."),
    ProblemDocumentation(
      .taskClaimed,
      "`claimedBy` has claimed the task.",
      remedy: "ask that person to release it."),
    ProblemDocumentation(
      .taskNotClaimed,
      "Only a claimed task can be released.",
      remedy: "nothing: anybody who may can claim it."),
    ProblemDocumentation(
      .taskClosed,
      """
      The task was decided by `decidedBy` at `closedAt` with `data`, or withdrawn because \
      the process went on without it.
      """,
      remedy: "look at the order's state."),
    ProblemDocumentation(
      .taskDelegated,
      """
      The owner of the task has delegated it: `delegatedBy` owns it and `claimedBy` \
      prepares it. Nobody can decide it meanwhile, the delegate neither.
      """,
      remedy: "let the delegate resolve the task; then its owner decides."),
    ProblemDocumentation(
      .taskNotDelegated,
      "Only a delegated task can be resolved.",
      remedy: "nothing: whoever has the task decides it."),
    ProblemDocumentation(
      .decisionPending,
      """
      `decidedBy` has decided the task; the decision takes effect at `effectiveAt`, and \
      until then nothing else can be done about the task but undoing it.
      """,
      remedy: "wait, or undo the decision."),
    ProblemDocumentation(
      .nothingToUndo,
      """
      No decision of the task waits to take effect: none was taken, or it has taken \
      effect.
      """,
      remedy: "look at the task's state."),
    ProblemDocumentation(
      .staleTask,
      """
      `If-Match` names a revision of the task that is not its present one. `revision` is \
      the present one. Nothing was changed.
      """,
      remedy: "get the task again, look at what changed, and ask with its new `ETag`."),
  ]

  private static let invalid: [ProblemDocumentation] = [
    ProblemDocumentation(
      .tooLarge,
      "The body is larger than 256 KiB (16 MiB for a price list).",
      remedy: "send less."),
    ProblemDocumentation(
      .unsupportedMediaType,
      """
      The body does not say that it is of the type that is read here: `application/json`, \
      or `text/csv` for a price list.
      """,
      remedy: "set `Content-Type`."),
    ProblemDocumentation(
      .invalidOrder,
      """
      Fields of the order are missing or wrong. `errors` names all of them, lines as \
      `lines[0].quantity`. Nothing was placed.
      """,
      remedy: "correct the fields."),
    ProblemDocumentation(
      .invalidBody,
      """
      Fields of the body are missing, wrong or unknown. `errors` names all of them. \
      Nothing was changed.
      """,
      remedy: "correct the fields."),
    ProblemDocumentation(
      .invalidForm,
      """
      The form of the task is incomplete or breaks one of its own rules. `errors` names \
      each field. The decision was not taken.
      """,
      remedy: "correct the fields."),
    ProblemDocumentation(
      .invalidCatalog,
      """
      Lines of the price list are wrong. `errors` names up to 20 of them. The present list \
      stays.
      """,
      remedy: "correct the lines and send the whole file again."),
    ProblemDocumentation(
      .keyReused,
      "The `Idempotency-Key` was used before with another body.",
      remedy: "send the same body for the same answer, or take a new key for a new order."),
  ]

  private static let failed: [ProblemDocumentation] = [
    ProblemDocumentation(
      .unavailable,
      """
      The database cannot be reached, more waits than the party can take, or the service \
      is stopping. Unless `detail` says otherwise nothing was changed.
      """,
      remedy: "ask again after the seconds in `Retry-After`."),
    ProblemDocumentation(
      .internalError,
      """
      A bug, a damaged database or a model that runs in circles. The log of the service \
      says more.
      """,
      remedy: "tell the operator."),
  ]

}
