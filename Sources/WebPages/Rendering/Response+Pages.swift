package import HTTPTypes
package import Hummingbird
import NIOCore

extension Response {
  /// A page.
  package static func page(
    _ html: String, status: HTTPResponse.Status = .ok, headers: HTTPFields = [:]
  ) -> Response {
    var headers = headers
    headers[.contentType] = "text/html; charset=utf-8"
    return Response(
      status: status, headers: headers,
      body: ResponseBody(byteBuffer: ByteBuffer(string: html)))
  }

  /// After a form: the browser asks for the page anew, so that going back sends nothing twice (RFC 9110 §15.4.4).
  package static func seeOther(_ path: String, headers: HTTPFields = [:]) -> Response {
    var headers = headers
    headers[.location] = path
    return Response(status: .seeOther, headers: headers)
  }
}
