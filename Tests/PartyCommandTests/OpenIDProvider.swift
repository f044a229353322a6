import AsyncHTTPClient
import FEEL
import Foundation
import NIOCore
import NIOHTTP1
import Testing

/// A third party's OpenID provider, `oidc-provider-mock`, as a process of its own. Each start makes it a new key.
final class OpenIDProvider {
  static let python = ProcessInfo.processInfo.environment["DUET_TEST_PYTHON"]

  let issuer: String
  private let port: Int
  private var process = Process()

  init(port: Int) {
    self.port = port
    issuer = "http://127.0.0.1:\(port)"
  }

  deinit { if process.isRunning { end() } }

  /// At once: asked to end, it would wait for the clients that keep their connections.
  private func end() { kill(process.processIdentifier, SIGKILL) }

  func start() async throws {
    process = Process()
    process.executableURL = URL(filePath: try #require(Self.python))
    process.arguments = [
      "-W", "ignore", "-m", "oidc_provider_mock", "-p", "\(port)", "--user-claims",
      #"{"sub": "s-anna", "preferred_username": "anna", "name": "Anna", "roles": ["buyer"]}"#,
    ]
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    let deadline = ContinuousClock.now + .seconds(60)
    while ContinuousClock.now < deadline {
      do {
        _ = try await HTTPClient.shared.execute(
          HTTPClientRequest(url: issuer + "/jwks"), timeout: .seconds(2))
        return
      } catch  where !(error is CancellationError) {
        // It is a foreign process: all that can be done is to ask again.
        try await Task.sleep(for: .milliseconds(50))
      }
    }
    Issue.record("the OpenID provider did not start")
  }

  func stop() async {
    await withCheckedContinuation { continuation in
      process.terminationHandler = { _ in continuation.resume() }
      end()
    }
  }

  /// Goes through the authorization code flow as a browser and its application would.
  func token(audience: String) async throws -> String {
    var configuration = HTTPClient.Configuration()
    configuration.redirectConfiguration = .disallow
    let http = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    let result: Result<String, any Error>
    do { result = .success(try await token(audience: audience, http)) } catch {
      result = .failure(error)
    }
    try await http.shutdown()
    return try result.get()
  }

  private func token(audience: String, _ http: HTTPClient) async throws -> String {
    let back = "http://127.0.0.1:1/back"
    let query =
      "client_id=\(audience)&redirect_uri=\(back)&response_type=code&scope=openid%20profile&state=x"
    let granted = try await post("/oauth2/authorize?\(query)", "sub=s-anna", http)
    let location = try #require(granted.headers.first(name: "Location"))
    let code = try #require(
      URLComponents(string: location)?.queryItems?.first { $0.name == "code" }?.value)
    let form =
      "grant_type=authorization_code&code=\(code)&redirect_uri=\(back)&client_id=\(audience)&client_secret=x"
    let answer = try await post("/oauth2/token", form, http)
    let body = try await answer.body.collect(upTo: 1 << 20)
    return try #require(try Value(json: Array(buffer: body))["id_token"].string)
  }

  private func post(
    _ path: String, _ form: String, _ http: HTTPClient
  ) async throws -> HTTPClientResponse {
    var request = HTTPClientRequest(url: issuer + path)
    request.method = .POST
    request.headers.add(name: "Content-Type", value: "application/x-www-form-urlencoded")
    request.body = .bytes(Array(form.utf8))
    return try await http.execute(request, timeout: .seconds(10))
  }
}
