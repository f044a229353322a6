import Mustache

/// The templates of the pages. They are compiled into the executable, which so stays one file that runs from anywhere.
package enum Templates {
  /// Their texts by name.
  package static let sources: [String: String] = [
    "audit": PackageResources.audit_mustache, "cancel": PackageResources.cancel_mustache,
    "csrf": PackageResources.csrf_mustache, "feed": PackageResources.feed_mustache,
    "field": PackageResources.field_mustache, "formtable": PackageResources.formtable_mustache,
    "import": PackageResources.import_mustache,
    "inbox": PackageResources.inbox_mustache, "keylist": PackageResources.keylist_mustache,
    "keys": PackageResources.keys_mustache, "layout": PackageResources.layout_mustache,
    "lines": PackageResources.lines_mustache, "order": PackageResources.order_mustache,
    "orders": PackageResources.orders_mustache, "place": PackageResources.place_mustache,
    "prices": PackageResources.prices_mustache, "problem": PackageResources.problem_mustache,
    "signin": PackageResources.signin_mustache, "task": PackageResources.task_mustache,
    "time": PackageResources.time_mustache, "undo": PackageResources.undo_mustache,
    "users": PackageResources.users_mustache,
  ].mapValues { String(decoding: $0, as: UTF8.self) }

  private static let library: MustacheLibrary = {
    var library = MustacheLibrary()
    for (name, source) in sources {
      do { try library.register(source, named: name) } catch {
        preconditionFailure("the template \(name) cannot be read: \(error)")
      }
    }
    return library
  }()

  /// Fills a template in. Everything but `{{{…}}}` is escaped.
  package static func render(_ name: String, _ model: [String: Any]) -> String {
    guard let text = library.render(model, withTemplate: name) else {
      preconditionFailure("there is no template \(name)")
    }
    return text
  }
}
