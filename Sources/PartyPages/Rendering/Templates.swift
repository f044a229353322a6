import WebPages

/// The templates of the parties' pages.
package enum Templates {
  private static let pages: [String: [UInt8]] = [
    "audit": PackageResources.audit_mustache,
    "bottom": PackageResources.bottom_mustache,
    "cancel": PackageResources.cancel_mustache,
    "change": PackageResources.change_mustache,
    "field": PackageResources.field_mustache,
    "import": PackageResources.import_mustache,
    "inbox": PackageResources.inbox_mustache,
    "keylist": PackageResources.keylist_mustache,
    "keys": PackageResources.keys_mustache,
    "lines": PackageResources.lines_mustache,
    "order": PackageResources.order_mustache,
    "orders": PackageResources.orders_mustache,
    "password": PackageResources.password_mustache,
    "place": PackageResources.place_mustache,
    "prices": PackageResources.prices_mustache,
    "signin": PackageResources.signin_mustache,
    "task": PackageResources.task_mustache,
    "terminal": PackageResources.terminal_mustache,
    "undo": PackageResources.undo_mustache,
    "user": PackageResources.user_mustache,
    "users": PackageResources.users_mustache,
  ]

  /// Their texts by name, without those that all programs' pages have in common.
  package static let sources = pages.mapValues { String(decoding: $0, as: UTF8.self) }

  static let library = TemplateLibrary(pages)

  /// Fills a template in. Everything but `{{{…}}}` is escaped.
  package static func render(_ name: String, _ model: [String: Any]) -> String {
    library.render(name, model)
  }
}
