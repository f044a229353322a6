/// What surrounds every page: navigation, who is signed in, language.
package struct PageFrame {
  /// Which program it is.
  package struct Site: Sendable {
    /// In the reader's language, as the pages' titles have it.
    package let name: String
    /// For the style sheet: `client`.
    package let style: String
    /// Where the first page is: `/ui/inbox`.
    package let home: String

    package init(name: String, style: String, home: String) {
      self.name = name
      self.style = style
      self.home = home
    }
  }

  /// An entry of the navigation.
  package struct Place: Sendable {
    package let path: String
    /// In the reader's language.
    package let text: String
    /// A path in a square of 16 units.
    package let icon: String
    /// What a script finds it by.
    package let key: String?

    package init(path: String, text: String, icon: String, key: String? = nil) {
      self.path = path
      self.text = text
      self.icon = icon
      self.key = key
    }
  }

  private let texts: Catalogue
  private let site: Site
  private let places: [Place]
  private let assets: AssetFiles

  package init(_ texts: Catalogue, _ site: Site, places: [Place], assets: AssetFiles) {
    self.texts = texts
    self.site = site
    self.places = places
    self.assets = assets
  }

  /// What the layout is filled in with.
  ///
  /// - Parameters:
  ///   - here: The page itself, as a link.
  ///   - path: The path whose place is the current one; the longest that begins like it counts.
  package func model(title: String, here: String, path: String) -> [String: Any] {
    let current = places.map(\.path).filter { path == $0 || path.hasPrefix($0 + "/") }
      .max { $0.count < $1.count }
    return [
      "t": texts.tree, "lang": texts.language.rawValue, "title": title, "siteName": site.name,
      "siteStyle": site.style, "home": site.home, "version": assets.version, "here": here,
      "nav": places.map { place -> [String: Any] in
        var item: [String: Any] = [
          "href": place.path, "text": place.text, "icon": place.icon,
          "current": place.path == current,
        ]
        item["key"] = place.key
        return item
      },
      "languages": Language.allCases.filter { $0 != texts.language }.map {
        ["code": $0.rawValue, "own": $0.ownName]
      },
    ]
  }
}
