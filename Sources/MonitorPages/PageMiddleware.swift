import HTTPTypes
import Hummingbird
import Logging
import WebPages

/// Gives everything under `/ui/` its headers, and shows what goes wrong there as a page.
struct PageMiddleware: RouterMiddleware {
  typealias Context = BasicRequestContext

  private let ports: MonitorPorts

  init(_ ports: MonitorPorts) { self.ports = ports }

  func handle(
    _ request: Request, context: BasicRequestContext,
    next: @concurrent (Request, BasicRequestContext) async throws -> Response
  ) async throws -> Response {
    let path = request.uri.path
    guard path == "/" || path == "/ui" || path.hasPrefix("/ui/") else {
      return try await next(request, context)
    }
    var response: Response
    do {
      response = try await next(request, context)
    } catch {
      response = PageRequest(harmless: request, context, ports)
        .problem(problem(of: error, context.logger))
    }
    PageHeaders.add(to: &response.headers)
    return response
  }

  private func problem(of error: any Error, _ logger: Logger) -> PageProblem {
    switch error {
    case let problem as PageProblem: return problem
    case let error as HTTPError where error.status == .notFound: return .noSuchPage
    case let error as HTTPError where error.status.code < 500: return .unreadable
    default:
      logger.warning("A page could not be shown", metadata: ["reason": "\(error)"])
      return .away
    }
  }
}

/// Why there is no page; the raw value is the key of its texts.
enum PageProblem: String, Error {
  case noSuchPage = "problem.page"
  case noSuchOrder = "problem.order"
  /// Something in the address is not what it should be.
  case unreadable = "problem.unreadable"
  /// The database cannot be reached.
  case away = "problem.away"

  var status: HTTPResponse.Status {
    switch self {
    case .noSuchPage, .noSuchOrder: .notFound
    case .unreadable: .badRequest
    case .away: .serviceUnavailable
    }
  }
}
