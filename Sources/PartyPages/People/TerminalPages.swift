import Access
import Hummingbird
import PartyAPI
import WebPages

/// `/ui/terminal`: where somebody who has signed in makes a token for the command line. Who comes from an OpenID provider has
/// no password for it.
struct TerminalPages {
  let ports: PagePorts
  let people: PeoplePorts

  func show(_ visit: Visit) async throws -> Response { page(visit, nil) }

  /// Shows the token, this once: what is kept of it is its digest.
  ///
  /// - Throws: `bad-request` for callers without the cookie of a session: only of that is the form's `csrf` asked.
  func make(_ visit: Visit) async throws -> Response {
    guard visit.csrf != nil, let session = visit.context.session else {
      throw Problem(.badRequest, "Only a browser that has signed in can make a token.")
    }
    return page(
      visit, try await people.sessions.makeToken(within: session, origin: visit.origin))
  }

  private func page(_ visit: Visit, _ made: SessionDesk.Started?) -> Response {
    let texts = visit.texts
    let model = made.map { started -> [String: Any] in
      [
        "command": "\(ports.program) login --with-token", "token": started.token.text,
        "until": texts(
          "terminal.until",
          [
            "time": visit.formats.time(started.session.expiresAt),
            "idle": visit.formats.duration(people.sessions.limits.idle),
          ]),
        "end": "\(ports.program) logout",
      ]
    }
    return visit.page(
      "terminal", title: texts["terminal.title"], ["made": model ?? false as Any])
  }
}
