import Access
import FEEL
import HTTPTypes
package import Hummingbird
import Logging
import Participant
package import PartyAPI
import WebPages

/// Gives everything under `/ui/` its headers, and shows what goes wrong there as a page.
package struct PageMiddleware: RouterMiddleware {
  package typealias Context = PartyRequestContext

  private let ports: PagePorts

  package init(_ ports: PagePorts) { self.ports = ports }

  package func handle(
    _ request: Request, context: PartyRequestContext,
    next: @concurrent (Request, PartyRequestContext) async throws -> Response
  ) async throws -> Response {
    guard request.uri.path == "/" || request.uri.path.hasPrefix("/ui/") || request.uri.path == "/ui"
    else { return try await next(request, context) }
    var response: Response
    do {
      response = try await next(request, context)
    } catch {
      let problem = Problem(
        of: error, path: request.uri.path, logger: context.logger)
      response = try ProblemPage(Visit(harmless(request), context, ports)).response(problem)
    }
    // Signing out may lead there, which is where a form leads to.
    let provider = ports.people?.provider?.origin
    PageHeaders.add(to: &response.headers, formTargets: provider.map { [$0] } ?? [])
    return response
  }

  /// The page about a problem must not fail for the reason that it is about.
  private func harmless(_ request: Request) -> Request {
    do {
      _ = try FormBody(urlEncoded: request.uri.query ?? "")
      return request
    } catch {
      var head = request.head
      head.path = request.uri.path
      return Request(head: head, body: request.body)
    }
  }
}
