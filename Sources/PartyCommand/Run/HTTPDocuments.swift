package import Access
import AsyncHTTPClient
import NIOCore
import NIOHTTP1

/// Gets the issuer's documents over HTTP.
package struct HTTPDocuments: DocumentSource {
  package init() {}

  /// The most bytes of a document.
  private static let limit = 1024 * 1024

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

  /// RFC 9111 §5.2.2: nil when the answer does not say.
  private static func freshness(_ headers: HTTPHeaders) -> Duration? {
    let directives = headers[canonicalForm: "Cache-Control"].map { $0.lowercased() }
    if directives.contains("no-store") || directives.contains("no-cache") { return .zero }
    let age = directives.first { $0.hasPrefix("max-age=") }
      .flatMap { Int($0.dropFirst("max-age=".count)) }
    return age.map { .seconds(max(0, $0)) }
  }
}
