package import Access
package import Hummingbird
import NIOCore
package import Participant
package import ProcessEngine

/// What goes with one request on its way to its handler.
package struct PartyRequestContext: RequestContext {
  package var coreContext: CoreRequestContextStorage
  /// The request's place in a distributed trace.
  package var trace: TraceContext
  /// Who asks, as the authentication found.
  package var caller = Caller.nobody
  /// Whether whoever asks would be recognised as the same now: for answers that go on for long.
  package var isStillCaller: @Sendable () async throws -> Bool = { true }
  /// The session that the request belongs to.
  package var session: SessionToken?
  /// What forms and scripts of the page must send with what they change; nil where there is no cookie.
  package var csrfToken: String?
  /// Where the request came from.
  package var origin: Origin
  /// Whether it came over TLS, as far as a trusted proxy says; the service itself speaks none.
  package var isSecure = false

  package init(source: ApplicationRequestContextSource) {
    coreContext = CoreRequestContextStorage(source: source)
    origin = Origin(address: source.channel.remoteAddress?.ipAddress, channel: .http)
    var generator = SystemRandomNumberGenerator()
    trace = TraceContext(using: &generator)
  }

  /// The most bytes that a body may have.
  package static let bodyLimit = 256 * 1024

  package var maxUploadSize: Int { Self.bodyLimit }

  /// Who asks; nil for nobody, and for a trusted caller who gives no name.
  package var principal: Principal? { caller.principal }

  /// Who acts, for the engine.
  ///
  /// - Throws: `not-signed-in`, or `actor-missing` from a trusted caller who gives no name.
  package var actor: Actor {
    get throws(Problem) { try caller.actor }
  }
}
