/// What an analysis asks of the projection.
package protocol CaseReading: Sendable {
  /// Grows with every change: whoever remembers it can ask cheaply whether, and what, has changed since.
  func generation() async throws -> Int

  /// Cases by order id. Reads what it gives.
  func cases(_ query: CaseQuery) async throws -> [Case]

  /// The ways that orders went. As many as there are different ones.
  func variants() async throws -> VariantCatalogue
}
