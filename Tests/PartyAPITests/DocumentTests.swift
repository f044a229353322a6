import FEEL
import FoundationEssentials
import HTTPTypes
import Participant
import PartyAPI
import Testing

struct DocumentTests {
  private let service = Service()
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../..").standardizedFileURL

  @Test func `every route is described, and everything that is described is a route`() {
    let routes = Set(service.routes.map { "\($0.method.rawValue) \($0.path)" })
    let described = OpenAPIDocument.shared.operations
    #expect(routes.subtracting(described).sorted() == [])
    #expect(described.subtracting(routes).filter { !Self.isAccess($0) }.sorted() == [])
  }

  /// Signing in, people and the audit trail have routes and tests of their own.
  private static func isAccess(_ operation: String) -> Bool {
    ["/session", "/users", "/audit", "/people"].contains { operation.contains(" " + $0) }
  }

  @Test func `every type of problem is described, and is in the description of its status`() {
    let root = OpenAPIDocument.shared.root
    let types = root["components"]["schemas"]["ProblemType"]["enum"].list?.compactMap(\.string)
    #expect(types == ProblemType.allCases.map(\.uri))
    let described =
      root["components"]["responses"].context?.entries
      .compactMap { $0.value["description"].string }.joined() ?? ""
    for type in ProblemType.allCases { #expect(described.contains("`\(type.rawValue)`")) }
  }

  @Test func `the document is served byte for byte`() async throws {
    var service = service
    service.documents = try APIDocuments(openAPI: OpenAPIDocument.path, swaggerUI: nil)
    let answer = try await service.ask(.get, "/openapi.json", headers: [:])
    #expect(Array(answer.text.utf8) == OpenAPIDocument.shared.bytes)
    #expect(answer.headers[.contentType] == "application/json")
  }

  @Test(arguments: ["/openapi.json", "/docs", "/docs/swagger-ui.css"])
  func `without the files the service says which setting is missing`(path: String) async throws {
    let answer = try await service.ask(.get, path)
    #expect(answer.status == 404)
    if path != "/docs/swagger-ui.css" {
      #expect(answer.json["detail"].string?.contains("DUET_") == true)
    }
  }

  @Test func `Swagger UI comes from the service alone`() async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "swagger-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer {
      do { try FileManager.default.removeItem(at: folder) } catch { Issue.record(error) }
    }
    for name in ["swagger-ui.css", "swagger-ui-bundle.js"] {
      try Data("/* \(name) */".utf8).write(to: folder.appending(path: name))
    }
    var service = service
    service.documents = try APIDocuments(
      openAPI: OpenAPIDocument.path, swaggerUI: folder.path)
    let page = try await service.ask(.get, "/docs")
    #expect(page.status == 200)
    #expect(page.headers[.contentSecurityPolicy]?.hasPrefix("default-src 'none'") == true)
    #expect(!page.text.contains("http"))
    for name in ["swagger-ui.css", "swagger-ui-bundle.js", "start.js"] {
      #expect(page.text.contains("/docs/\(name)"))
      #expect(try await service.ask(.get, "/docs/\(name)").status == 200)
    }
    #expect(try await service.ask(.get, "/docs/..%2Fsecret").status == 404)
  }

  @Test(arguments: ProblemType.allCases)
  func `every type of problem has a page for people and one for programs`(type: ProblemType)
    async throws
  {
    let json = try await service.ask(.get, type.uri, headers: [.accept: "application/json"])
    #expect(json.status == 200)
    #expect(json.json["type"] == .string(type.uri))
    #expect(json.json["status"] == .number(type.status.code))
    #expect(json.json["explanation"].string?.isEmpty == false)
    let html = try await service.ask(.get, type.uri, headers: [.accept: "text/html,*/*;q=0.8"])
    #expect(html.headers[.contentType] == "text/html; charset=utf-8")
    #expect(html.text.contains("<h1 id=\"\(type.rawValue)\">"))
  }

  @Test func `all types of problem are listed, and others are not there`() async throws {
    let json = try await service.ask(.get, "/problems").json
    #expect(json["items"].list?.map { $0["type"].string } == ProblemType.allCases.map(\.uri))
    #expect(try await service.ask(.get, "/problems/none").status == 404)
  }

  @Test func `the documentation says of every type what the service says`() throws {
    let page = try String(
      contentsOf: Self.root.appending(path: "docs/problems.md"), encoding: .utf8)
    let chapters = page.split(separator: "\n## ").dropFirst().map { Self.flat("## " + $0) }
    let compiled = ProblemDocumentation.all.map { Self.flat($0.markdown) }
    #expect(ProblemDocumentation.all.map(\.type) == ProblemType.allCases)
    #expect(chapters == compiled)
  }

  /// Without line breaks.
  private static func flat(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
