import WebPages

/// What the parties' pages load beside themselves.
enum Assets {
  static let files = AssetFiles(
    style: PackageResources.party_css, script: PackageResources.party_js)
}
