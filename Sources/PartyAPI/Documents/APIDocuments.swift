import FoundationEssentials

/// The files from which the HTTP interface describes itself: read once, when the service starts.
package struct APIDocuments: Sendable {
  /// The OpenAPI document, byte for byte; nil when there is none.
  let openAPI: [UInt8]?
  /// The files of Swagger UI that its page needs, by name; empty without it.
  let swaggerUI: [String: [UInt8]]

  /// None at all.
  package init() {
    openAPI = nil
    swaggerUI = [:]
  }

  /// - Parameters:
  ///   - openAPI: the file `openapi.json`; nil for none.
  ///   - swaggerUI: the folder of Swagger UI's files, wherever below it they lie; nil for none.
  /// - Throws: when one of them cannot be read.
  package init(openAPI: String?, swaggerUI: String?) throws {
    self.openAPI = try openAPI.map { Array(try Data(contentsOf: URL(filePath: $0))) }
    var files: [String: [UInt8]] = [:]
    if let folder = swaggerUI {
      for name in Self.swaggerFiles.keys {
        files[name] = Array(try Data(contentsOf: URL(filePath: folder).appending(path: name)))
      }
    }
    self.swaggerUI = files
  }

  /// What the page loads, with their media types.
  static let swaggerFiles = [
    "swagger-ui.css": "text/css; charset=utf-8",
    "swagger-ui-bundle.js": "text/javascript; charset=utf-8",
  ]
}
