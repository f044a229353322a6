import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Ordering
import Participant
import PartyAPI
import ProcessEngine
import WebPages

extension Problem {
  /// What a page's handler threw, as a problem.
  init(of error: any Error, path: String, logger: Logger) {
    switch error {
    case let problem as Problem: self = problem
    case let error as StoreError: self.init(store: error, logger: logger)
    case let error as MalformedForm: self.init(malformed: error)
    case PriceBookError.unavailable: self = .away
    case is NIOTooManyBytesError:
      self.init(.tooLarge, "What was sent is too large.")
    case is CancellationError: self = .away
    case let error as any HTTPResponseError where error.status == .notFound:
      self.init(.noSuchRoute, "There is nothing at \(path).")
    case is any HTTPResponseError: self.init(.badRequest, "The request cannot be read.")
    default:
      logger.error("A page failed", metadata: ["error": "\(error)"])
      self.init(.internalError, "The page could not be shown.")
    }
  }

  /// A list is asked for as a file with a filter that cannot be read: a page shows the list with this sentence about the
  /// filter, but a file has no place for it.
  init(unreadableFilter sentence: String) {
    self.init(
      .invalidQuery, "The file was not made, because its filter cannot be read.",
      errors: [FormError(field: nil, message: sentence)])
  }

  init(malformed _: MalformedForm) {
    self.init(.badRequest, "The form is not properly encoded.")
  }

  private init(store error: StoreError, logger: Logger) {
    switch error {
    case .unavailable, .laneLost, .outcomeUnknown: self = .away
    case .invalidCursor:
      self.init(.invalidQuery, "The list cannot be continued from there.")
    case .broken(let reason):
      logger.error("A page failed in the store", metadata: ["error": "\(reason)"])
      self.init(.internalError, "The page could not be shown.")
    }
  }

  private static var away: Problem {
    Problem(.unavailable, "The database cannot be reached.", headers: [.retryAfter: "2"])
  }
}
