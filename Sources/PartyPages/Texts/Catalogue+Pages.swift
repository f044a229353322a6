import Participant
import PartyAPI
package import WebPages

extension Catalogue {
  /// The texts of the parties' pages.
  package static func of(_ language: Language) -> Catalogue {
    switch language {
    case .english: english
    case .french: french
    }
  }

  private static let english = Catalogue(.english, pages: PackageResources.en_json)
  private static let french = Catalogue(.french, pages: PackageResources.fr_json)

  /// A group of the model in this language; as the model has it where it is not one of the usual ones.
  package func group(_ name: String) -> String { text("group.\(name)") ?? name }

  /// What somebody or the process did with a task.
  ///
  /// - Parameters:
  ///   - kind: as `TaskActivity.Kind` names it: `claimed`.
  ///   - to: whom it was given to, or the group that it was escalated to.
  func activity(_ kind: String, by user: String?, to: String?) -> String {
    let isGroup = kind == TaskActivity.Kind.escalated.rawValue
    return self(
      "activity.\(kind)", ["user": user ?? "", "to": to.map { isGroup ? group($0) : $0 } ?? ""])
  }
}

extension Formats {
  /// `10,000+` when there may be more.
  func count(_ count: BoundedCount) -> String {
    let number = number(count.value)
    return count.isExact ? number : texts("count.atLeast", ["number": number])
  }
}
