import FEEL
import Foundation
import FoundationNetworking

extension Company {
  /// A user of the company's own database, of every role.
  static let everybody = "olga"

  /// Adds the first user, beside the service, and makes sure that they may do everything.
  ///
  /// - Returns: the password.
  func addEverybody() throws -> String {
    let roles = ["buyer", "approver", "sales", "pricing", "warehouse", "operator", "auditor"]
    let answer = try run(
      ["user", "add", Self.everybody, "--first", "-o", "json"] + roles.flatMap { ["--role", $0] })
    guard answer.status == 0, let password = try answer.json["password"].string else {
      throw Trouble(answer.messages)
    }
    return password
  }

  /// Lets the commands act for somebody from now on.
  func signIn(_ user: String, _ password: String) async throws {
    let (status, body) = try await ask(
      "POST", "/session", ["user": .string(user), "password": .string(password)])
    guard status == 200, let token = body["token"].string else { throw Trouble(body.jsonString) }
    act(with: token)
  }

  /// Asks the service itself, for whoever is signed in.
  ///
  /// - Parameter address: where the request is said to come from.
  /// - Returns: what is no JSON as a text.
  func ask(
    _ method: String, _ path: String, _ body: Value? = nil, from address: String? = nil
  ) async throws -> (status: Int, body: Value) {
    guard let url = URL(string: url + path) else { throw Trouble("\(path) is no path") }
    var request = URLRequest(url: url)
    request.httpMethod = method
    if let body {
      request.httpBody = Data(body.json())
      request.setValue("application/json", forHTTPHeaderField: "Content-Type")
    }
    if let address { request.setValue(address, forHTTPHeaderField: "X-Forwarded-For") }
    if let token { request.setValue("Bearer \(token)", forHTTPHeaderField: "Authorization") }
    let (answer, response) = try await URLSession.shared.data(for: request)
    let status = (response as? HTTPURLResponse)?.statusCode ?? 0
    let text = String(decoding: answer, as: UTF8.self)
    do { return (status, try Value(json: text)) } catch { return (status, .string(text)) }
  }
}
