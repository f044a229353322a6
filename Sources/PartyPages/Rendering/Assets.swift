import Crypto
import HTTPTypes
import Hummingbird
import NIOCore

/// What pages load beside themselves, from here and from nowhere else.
enum Assets {
  private static let files: [String: (type: String, bytes: [UInt8])] = [
    "duet.css": ("text/css; charset=utf-8", PackageResources.duet_css),
    "duet.js": ("text/javascript; charset=utf-8", PackageResources.duet_js),
    "icon.svg": ("image/svg+xml", PackageResources.icon_svg),
  ]

  static let names = files.keys.sorted()

  /// Changes with the content, so that browsers may keep what they have for ever.
  static let version: String = {
    var hash = SHA256()
    for name in names { hash.update(data: files[name]?.bytes ?? []) }
    return hash.finalize().prefix(6).map { byte in
      (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }.joined()
  }()

  static func response(_ name: String) -> Response? {
    guard let file = files[name] else { return nil }
    return Response(
      status: .ok,
      headers: [
        .contentType: file.type, .cacheControl: "public, max-age=31536000, immutable",
      ], body: ResponseBody(byteBuffer: ByteBuffer(bytes: file.bytes)))
  }
}
