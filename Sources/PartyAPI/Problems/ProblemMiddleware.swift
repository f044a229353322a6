import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Participant

/// Turns everything that went wrong into a problem body, so that no caller ever gets an empty or foreign error.
struct ProblemMiddleware: RouterMiddleware {
  func handle(
    _ request: Request, context: PartyRequestContext,
    next: @concurrent (Request, PartyRequestContext) async throws -> Response
  ) async throws -> Response {
    do {
      return try await next(request, context)
    } catch {
      return problem(of: error, request: request, logger: context.logger)
        .response(instance: request.uri.path, language: request.language)
    }
  }

  private func problem(of error: any Error, request: Request, logger: Logger) -> Problem {
    switch error {
    case let problem as Problem: return problem
    case let error as StoreError:
      if case .broken(let reason) = error {
        logger.error("A request failed in the store", metadata: ["error": "\(reason)"])
      }
      return Problem(error)
    case is NIOTooManyBytesError: return .tooLarge
    case is CancellationError:
      return Problem(
        .unavailable, "The service is stopping. Try again.", headers: [.retryAfter: "5"])
    case let error as any HTTPResponseError:
      return problem(ofStatus: error.status, request: request)
    default:
      logger.error("A request failed", metadata: ["error": "\(error)"])
      return Problem(
        .internalError,
        "The request could not be answered. The operator finds the reason in the log.")
    }
  }

  /// What the server library itself refuses.
  private func problem(ofStatus status: HTTPResponse.Status, request: Request) -> Problem {
    switch status {
    case .notFound: Problem(.noSuchRoute, "There is nothing at \(request.uri.path).")
    case .contentTooLarge: .tooLarge
    default: Problem(.badRequest, "The request cannot be read: \(status.reasonPhrase).")
    }
  }
}

extension Problem {
  static var tooLarge: Problem {
    Problem(.tooLarge, "A body may have up to \(PartyRequestContext.bodyLimit / 1024) KiB.")
  }
}
