import WebPages

/// What the monitor's pages load beside themselves.
enum Assets {
  static let files = AssetFiles(
    style: PackageResources.monitor_css, script: PackageResources.monitor_js)
}
