package import Access
import AsyncHTTPClient
import NIOCore
import NIOHTTP1

/// Gets the issuer's documents over HTTP, and sends it forms.
package struct HTTPDocuments: DocumentSource, TokenEndpoint {
  package init() {}

  /// The most bytes of a document.
  private static let limit = 1024 * 1024

  /// A redirection would send what is secret to somebody else.
  private static let http: HTTPClient = {
    var configuration = HTTPClient.Configuration()
    configuration.redirectConfiguration = .disallow
    configuration.timeout.connect = .seconds(5)
    return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
  }()

  package func document(
    at url: String
  ) async throws(TokenFailure) -> (body: [UInt8], freshFor: Duration?) {
    do {
      var request = HTTPClientRequest(url: url)
      request.headers.add(name: "Accept", value: "application/json")
      let response = try await HTTPClient.shared.execute(request, timeout: .seconds(5))
      guard response.status == .ok else {
        throw TokenFailure.unavailable("\(url) answers \(response.status.code)")
      }
      let body = try await response.body.collect(upTo: Self.limit)
      return (Array(buffer: body), Self.freshness(response.headers))
    } catch let failure as TokenFailure {
      throw failure
    } catch {
      throw .unavailable("\(url) cannot be read")
    }
  }

  package func answer(
    to form: String, at url: String, authorization: String?
  ) async throws(TokenFailure) -> (isSuccess: Bool, body: [UInt8]) {
    do {
      var request = HTTPClientRequest(url: url)
      request.method = .POST
      request.headers.add(name: "Accept", value: "application/json")
      request.headers.add(name: "Content-Type", value: "application/x-www-form-urlencoded")
      if let authorization { request.headers.add(name: "Authorization", value: authorization) }
      request.body = .bytes(Array(form.utf8))
      let response = try await Self.http.execute(request, timeout: .seconds(10))
      let body = try await response.body.collect(upTo: Self.limit)
      return (response.status == .ok, Array(buffer: body))
    } catch {
      throw .unavailable("\(url) does not answer")
    }
  }

  /// RFC 9111 §5.2.2: nil when the answer does not say.
  private static func freshness(_ headers: HTTPHeaders) -> Duration? {
    let directives = headers[canonicalForm: "Cache-Control"].map { $0.lowercased() }
    if directives.contains("no-store") || directives.contains("no-cache") { return .zero }
    let age = directives.first { $0.hasPrefix("max-age=") }
      .flatMap { Int($0.dropFirst("max-age=".count)) }
    return age.map { .seconds(max(0, $0)) }
  }
}
