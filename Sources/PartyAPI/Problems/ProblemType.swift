package import HTTPTypes

/// Everything that can be wrong with a request, each with a stable name: the `type` of a problem (RFC 9457 §3.1.1) is
/// `/problems/` and this name. `docs/problems.md` explains them all.
package enum ProblemType: String, CaseIterable, Sendable {
  case malformedJSON = "malformed-json"
  case invalidQuery = "invalid-query"
  case invalidHeader = "invalid-header"
  case actorMissing = "actor-missing"
  case notSignedIn = "not-signed-in"
  case signInFailed = "sign-in-failed"
  case invalidToken = "invalid-token"
  case notAllowed = "not-allowed"
  case crossSite = "cross-site"
  case tooManyAttempts = "too-many-attempts"
  case userNotFound = "user-not-found"
  case userExists = "user-exists"
  case lastOperator = "last-operator"
  case ownAccess = "own-access"
  case notLocal = "not-local"
  case invalidIdempotencyKey = "invalid-idempotency-key"
  case notCandidate = "not-candidate"
  case excluded
  case noSuchRoute = "no-such-route"
  case orderNotFound = "order-not-found"
  case taskNotFound = "task-not-found"
  case incidentNotFound = "incident-not-found"
  case messageNotFound = "message-not-found"
  case itemNotFound = "item-not-found"
  case methodNotAllowed = "method-not-allowed"
  case ambiguousName = "ambiguous-name"
  case orderEnded = "order-ended"
  case cannotStart = "cannot-start"
  case notExpected = "not-expected"
  case taskClaimed = "task-claimed"
  case taskNotClaimed = "task-not-claimed"
  case taskClosed = "task-closed"
  case taskDelegated = "task-delegated"
  case taskNotDelegated = "task-not-delegated"
  case decisionPending = "decision-pending"
  case nothingToUndo = "nothing-to-undo"
  case staleTask = "stale-task"
  case tooLarge = "too-large"
  case unsupportedMediaType = "unsupported-media-type"
  case wrongHost = "wrong-host"
  case invalidOrder = "invalid-order"
  case invalidBody = "invalid-body"
  case invalidForm = "invalid-form"
  case invalidCatalog = "invalid-catalog"
  case keyReused = "key-reused"
  case tooManyRequests = "too-many-requests"
  case unavailable
  case badRequest = "bad-request"
  case internalError = "internal-error"

  /// The URI reference that identifies the type.
  package var uri: String { "/problems/\(rawValue)" }

  package var status: HTTPResponse.Status {
    switch self {
    case .malformedJSON, .invalidQuery, .invalidHeader, .actorMissing, .invalidIdempotencyKey,
      .badRequest:
      .badRequest
    case .notSignedIn, .signInFailed, .invalidToken: .unauthorized
    case .tooManyAttempts: .tooManyRequests
    case .notCandidate, .excluded, .notAllowed, .crossSite: .forbidden
    case .noSuchRoute, .orderNotFound, .taskNotFound, .userNotFound, .incidentNotFound,
      .messageNotFound,
      .itemNotFound:
      .notFound
    case .methodNotAllowed: .methodNotAllowed
    case .userExists, .lastOperator, .ownAccess, .notLocal, .ambiguousName, .orderEnded,
      .cannotStart,
      .notExpected, .taskClaimed, .taskNotClaimed,
      .taskClosed, .taskDelegated, .taskNotDelegated, .decisionPending, .nothingToUndo:
      .conflict
    case .staleTask: .preconditionFailed
    case .tooLarge: .contentTooLarge
    case .unsupportedMediaType: .unsupportedMediaType
    case .wrongHost: .misdirectedRequest
    case .invalidOrder, .invalidBody, .invalidForm, .invalidCatalog, .keyReused:
      .unprocessableContent
    case .tooManyRequests: .tooManyRequests
    case .unavailable: .serviceUnavailable
    case .internalError: .internalServerError
    }
  }

  /// The same for every occurrence (RFC 9457 §3.1.3).
  package var title: String {
    switch self {
    case .malformedJSON: "The body is not JSON"
    case .invalidQuery: "The query is wrong"
    case .invalidHeader: "A header is wrong"
    case .actorMissing: "Nobody is named who acts"
    case .notSignedIn: "Nobody is signed in"
    case .signInFailed: "The sign-in failed"
    case .invalidToken: "The token is not accepted"
    case .notAllowed: "Your roles do not allow this"
    case .userNotFound: "No such user"
    case .userExists: "There is such a user"
    case .lastOperator: "The last operator stays"
    case .ownAccess: "Nobody locks themselves out"
    case .notLocal: "The user is known elsewhere"
    case .crossSite: "The request comes from another page"
    case .tooManyAttempts: "Too many attempts"
    case .invalidIdempotencyKey: "The idempotency key is wrong"
    case .notCandidate: "The task is for others"
    case .excluded: "Somebody else must decide this"
    case .noSuchRoute: "There is nothing here"
    case .orderNotFound: "No such order"
    case .taskNotFound: "No such task"
    case .incidentNotFound: "No such incident"
    case .messageNotFound: "No such message in quarantine"
    case .itemNotFound: "No such item"
    case .methodNotAllowed: "The method is not possible here"
    case .ambiguousName: "The name fits several orders"
    case .orderEnded: "The order has ended"
    case .cannotStart: "Orders cannot be placed here"
    case .notExpected: "Not possible at this point of the process"
    case .taskClaimed: "Somebody else has the task"
    case .taskNotClaimed: "Nobody has the task"
    case .taskClosed: "The task is closed"
    case .taskDelegated: "The task was given to somebody else to prepare"
    case .taskNotDelegated: "The task was not given to anybody to prepare"
    case .decisionPending: "A decision waits to take effect"
    case .nothingToUndo: "There is nothing to undo"
    case .staleTask: "The task has changed"
    case .tooLarge: "The body is too large"
    case .unsupportedMediaType: "The body's media type is not read here"
    case .wrongHost: "The request is for another host"
    case .invalidOrder: "The order is incomplete or wrong"
    case .invalidBody: "The body is incomplete or wrong"
    case .invalidForm: "The form is incomplete or wrong"
    case .invalidCatalog: "The price list is wrong"
    case .keyReused: "The idempotency key was used for another request"
    case .tooManyRequests: "Too many requests"
    case .unavailable: "Not possible right now"
    case .badRequest: "The request cannot be read"
    case .internalError: "Something went wrong here"
    }
  }
}
