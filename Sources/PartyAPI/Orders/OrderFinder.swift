import FEEL
import Participant
import ProcessEngine

/// Finds the order that a name means: its id, its reference, or the beginning of its id.
struct OrderFinder: Sendable {
  let records: any Records

  /// The fewest characters of an id that may stand for it.
  private static let prefixMinimum = 4

  /// - Throws: `order-not-found`.
  func order(_ name: String) async throws -> Case {
    guard let order = try await records.order(id(of: name)) else { throw Self.notFound(name) }
    return order
  }

  /// Gives a full id back as it is, whether there is such an order or not.
  ///
  /// - Throws: `order-not-found`, `ambiguous-name`.
  func id(of name: String) async throws -> InstanceID {
    if let id = InstanceID(name) { return id }
    let byReference = try await records.orders(reference: name, limit: 10)
    if !byReference.isEmpty { return try Self.only(of: byReference, name) }
    guard name.count >= Self.prefixMinimum, name.allSatisfy({ $0.isHexDigit || $0 == "-" }) else {
      throw Self.notFound(name)
    }
    return try Self.only(of: try await records.orders(idPrefix: name, limit: 10), name)
  }

  /// The task or incident of a name such as `PO-1.12`.
  func work(_ name: String, orElse missing: ProblemType) async throws -> WorkName {
    guard let parts = WorkName.split(name) else {
      throw Problem(missing, "\(name) is no name of the form ORDER.KEY, such as PO-1.12.")
    }
    return WorkName(order: try await id(of: parts.order), key: parts.key)
  }

  private static func only(of ids: [InstanceID], _ name: String) throws(Problem) -> InstanceID {
    guard let id = ids.first else { throw notFound(name) }
    guard ids.count == 1 else {
      throw Problem(
        .ambiguousName, "\(ids.count) orders fit \(name): use the id of the one that you mean.",
        members: ["candidates": .strings(ids.prefix(10).map(\.description))])
    }
    return id
  }

  static func notFound(_ name: String) -> Problem {
    Problem(.orderNotFound, "There is no order \(name).", members: ["orderId": .string(name)])
  }
}
