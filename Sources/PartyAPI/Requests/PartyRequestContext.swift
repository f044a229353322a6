package import Hummingbird

/// What goes with one request on its way to its handler.
package struct PartyRequestContext: RequestContext {
  package var coreContext: CoreRequestContextStorage

  package init(source: ApplicationRequestContextSource) {
    coreContext = CoreRequestContextStorage(source: source)
  }

  /// The most bytes that a body may have.
  package static let bodyLimit = 256 * 1024

  package var maxUploadSize: Int { Self.bodyLimit }
}
