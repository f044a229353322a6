import Access
import FEEL
import HTTPTypes
import Hummingbird
import NIOCore

/// What the interface says about itself: `/openapi.json`, `/docs` and `/problems`.
struct DocumentRoutes: Sendable {
  let documents: APIDocuments

  var routes: [Route] {
    [
      Route(.get, "/openapi.json", .anyone, openAPI), Route(.get, "/docs", .anyone, docs),
      Route(.get, "/docs/{file}", .anyone, file), Route(.get, "/problems", .anyone, problems),
      Route(.get, "/problems/{type}", .anyone, problem),
    ]
  }

  @Sendable private func openAPI(_ request: Request, _ context: PartyRequestContext) async throws
    -> Response
  {
    guard let bytes = documents.openAPI else {
      throw Problem(
        .noSuchRoute,
        "The OpenAPI document was not found when the service started: DUET_OPENAPI names its file.")
    }
    return Self.answer(bytes, type: "application/json")
  }

  @Sendable private func docs(_ request: Request, _ context: PartyRequestContext) async throws
    -> Response
  {
    guard !documents.swaggerUI.isEmpty, documents.openAPI != nil else {
      throw Problem(
        .noSuchRoute,
        "Install the PyPI package swagger-ui-py and name its folder swagger_ui/static in DUET_SWAGGER_UI; `./dev` does both. The document itself is at /openapi.json."
      )
    }
    return Self.answer(Array(SwaggerPage.html.utf8), type: Self.html)
  }

  @Sendable private func file(_ request: Request, _ context: PartyRequestContext) async throws
    -> Response
  {
    let name = try context.name("file")
    if name == SwaggerPage.scriptName && !documents.swaggerUI.isEmpty {
      return Self.answer(Array(SwaggerPage.script.utf8), type: "text/javascript; charset=utf-8")
    }
    guard let bytes = documents.swaggerUI[name], let type = APIDocuments.swaggerFiles[name] else {
      throw Problem(.noSuchRoute, "There is nothing at \(request.uri.path).")
    }
    return Self.answer(bytes, type: type)
  }

  @Sendable private func problems(_ request: Request, _ context: PartyRequestContext) async throws
    -> Response
  {
    let all = ProblemDocumentation.all
    return request.wantsHTML
      ? Self.answer(Array(ProblemDocumentation.html(all).utf8), type: Self.html)
      : .json(["items": .list(all.map(\.json))], headers: [.vary: "Accept"])
  }

  @Sendable private func problem(_ request: Request, _ context: PartyRequestContext) async throws
    -> Response
  {
    let name = try context.name("type")
    guard let documentation = ProblemDocumentation.all.first(where: { $0.type.rawValue == name })
    else {
      throw Problem(.noSuchRoute, "There is no type of problem of this name: /problems lists them.")
    }
    return request.wantsHTML
      ? Self.answer(Array(ProblemDocumentation.html([documentation]).utf8), type: Self.html)
      : .json(documentation.json, headers: [.vary: "Accept"])
  }

  private static let html = "text/html; charset=utf-8"

  private static func answer(_ bytes: [UInt8], type: String) -> Response {
    Response(
      status: .ok,
      headers: [
        .contentType: type, .cacheControl: "no-cache", .vary: "Accept",
        .contentSecurityPolicy: SwaggerPage.policy, .xContentTypeOptions: "nosniff",
      ], body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
  }
}

extension Request {
  /// Whether a browser asks: it accepts HTML, and says so before JSON.
  fileprivate var wantsHTML: Bool {
    for part in (headers[.accept] ?? "").split(separator: ",") {
      let type = String(part.prefix { $0 != ";" }).trimmed.lowercased()
      if type == "text/html" { return true }
      if type.hasSuffix("json") { return false }
    }
    return false
  }
}
