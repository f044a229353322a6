package import WebPages

extension Catalogue {
  /// The texts of the monitor's pages.
  package static func of(_ language: Language) -> Catalogue {
    switch language {
    case .english: english
    case .french: french
    }
  }

  private static let english = Catalogue(.english, pages: PackageResources.en_json)
  private static let french = Catalogue(.french, pages: PackageResources.fr_json)
}
