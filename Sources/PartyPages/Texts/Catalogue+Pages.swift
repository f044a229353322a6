import Participant
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
}

extension Formats {
  /// `10,000+` when there may be more.
  func count(_ count: BoundedCount) -> String {
    let number = number(count.value)
    return count.isExact ? number : texts("count.atLeast", ["number": number])
  }
}
