import Mustache

/// The templates of a program's pages: those that all pages have in common, and its own. They are compiled into the
/// executable, which so stays one file that runs from anywhere.
///
/// Common to all are `layout` (with the block `content`), `problem`, and the pieces `time`, `csrf`, `pager`, `headings`,
/// `table`, `chart`, and `feed`. The layout also puts in `keylist` and `bottom`, which a program may replace by its own.
package struct TemplateLibrary: Sendable {
  /// The texts by name.
  package let sources: [String: String]
  private let library: MustacheLibrary

  private static let shared: [String: [UInt8]] = [
    "bottom": PackageResources.bottom_mustache, "chart": PackageResources.chart_mustache,
    "csrf": PackageResources.csrf_mustache, "feed": PackageResources.feed_mustache,
    "headings": PackageResources.headings_mustache,
    "keylist": PackageResources.keylist_mustache, "layout": PackageResources.layout_mustache,
    "pager": PackageResources.pager_mustache, "problem": PackageResources.problem_mustache,
    "table": PackageResources.table_mustache, "time": PackageResources.time_mustache,
  ]

  /// - Parameter pages: The program's own templates by name.
  package init(_ pages: [String: [UInt8]]) {
    let all = Self.shared.merging(pages) { _, own in own }
    sources = all.mapValues { String(decoding: $0, as: UTF8.self) }
    var library = MustacheLibrary()
    for (name, source) in sources {
      do { try library.register(source, named: name) } catch {
        preconditionFailure("the template \(name) cannot be read: \(error)")
      }
    }
    self.library = library
  }

  /// Fills a template in. Everything but `{{{…}}}` is escaped.
  package func render(_ name: String, _ model: [String: Any]) -> String {
    guard let text = library.render(model, withTemplate: name) else {
      preconditionFailure("there is no template \(name)")
    }
    return text
  }
}
