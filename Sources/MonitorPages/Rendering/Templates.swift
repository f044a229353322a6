import WebPages

/// The templates of the monitor's pages.
package enum Templates {
  private static let pages: [String: [UInt8]] = [
    "analysis": PackageResources.analysis_mustache,
    "attention": PackageResources.attention_mustache,
    "conformance": PackageResources.conformance_mustache,
    "keys": PackageResources.keys_mustache,
    "live": PackageResources.live_mustache,
    "order": PackageResources.order_mustache,
    "orders": PackageResources.orders_mustache,
    "past": PackageResources.past_mustache,
    "tiles": PackageResources.tiles_mustache,
  ]

  /// Their texts by name, without those that all programs' pages have in common.
  package static let sources = pages.mapValues { String(decoding: $0, as: UTF8.self) }

  static let library = TemplateLibrary(pages)
}
