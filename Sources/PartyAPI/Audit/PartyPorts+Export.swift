import Access
import FEEL
package import Hummingbird
import Participant

extension PartyPorts {
  /// What somebody takes out of the party as a file.
  package enum Exported: String, Sendable {
    case orders = "order.export"
    case auditTrail = "audit.export"
  }

  /// Keeps in the audit trail who takes what, before they get it.
  package func record(
    _ exported: Exported, as format: ListFormat, _ request: Request, _ context: PartyRequestContext
  ) async throws {
    var what: Context = ["format": .string(format.rawValue)]
    if let filter = request.uri.query, !filter.isEmpty { what["filter"] = .string(filter) }
    try await auditTrail?.add([
      AuditRecord(
        at: clock.now, actor: context.principal?.user ?? "", action: exported.rawValue,
        subject: request.uri.path, after: .context(what), origin: context.origin)
    ])
  }
}
