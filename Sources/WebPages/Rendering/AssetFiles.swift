import Crypto
import HTTPTypes
package import Hummingbird
import NIOCore

/// What a program's pages load beside themselves, from here and from nowhere else: one style sheet and one script, each of
/// what all pages have in common and then the program's own, and the icon.
package struct AssetFiles: Sendable {
  private let files: [String: (type: String, bytes: [UInt8])]

  /// Changes with the content, so that browsers may keep what they have for ever.
  package let version: String

  package init(style: [UInt8], script: [UInt8]) {
    files = [
      "duet.css": ("text/css; charset=utf-8", PackageResources.base_css + style),
      "duet.js": ("text/javascript; charset=utf-8", PackageResources.base_js + script),
      "icon.svg": ("image/svg+xml", PackageResources.icon_svg),
    ]
    var hash = SHA256()
    for name in files.keys.sorted() { hash.update(data: files[name]?.bytes ?? []) }
    version = hash.finalize().prefix(6).map { byte in
      (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }.joined()
  }

  /// Nil when there is no such file.
  package func response(_ name: String) -> Response? {
    guard let file = files[name] else { return nil }
    return Response(
      status: .ok,
      headers: [
        .contentType: file.type, .cacheControl: "public, max-age=31536000, immutable",
      ], body: ResponseBody(byteBuffer: ByteBuffer(bytes: file.bytes)))
  }
}
