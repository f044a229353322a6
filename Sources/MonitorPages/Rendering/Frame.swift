import WebPages

/// What surrounds every page: navigation and language.
struct Frame {
  private let page: PageRequest

  init(_ page: PageRequest) { self.page = page }

  /// The navigation, in its order.
  private static let places: [(path: String, text: String, icon: String)] = [
    ("/ui/live", "nav.live", "M1.500 8h3l2-5 3 10 2-5h3"),
    ("/ui/orders", "nav.orders", "M3 2h10v12H3zM5.500 5.500h5M5.500 8h5M5.500 10.500h3"),
    ("/ui/analysis", "nav.analysis", "M2 14h12M4 12V8M8 12V3M12 12V6"),
    ("/ui/attention", "nav.attention", "M8 2l6.500 11.500h-13zM8 6.500v3.500M8 12v.01"),
    (
      "/ui/conformance", "nav.conformance",
      "M2 5h9M8.500 2.500L11 5L8.500 7.500M14 11H5M7.500 8.500L5 11l2.500 2.500"
    ),
    ("/ui/at", "nav.past", "M8 2a6 6 0 1 1-5.500 3.600M2 2v4h4M8 5v3.500l2.500 1.500"),
  ]

  func model(title: String) -> [String: Any] {
    let texts = page.texts
    let site = PageFrame.Site(name: texts["site.name"], style: "monitor", home: "/ui/live")
    let places = Self.places.map {
      PageFrame.Place(path: $0.path, text: texts[$0.text], icon: $0.icon)
    }
    return PageFrame(texts, site, places: places, assets: Assets.files).model(
      title: title, here: page.here, path: page.path)
  }
}
