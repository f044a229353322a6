import Access
import HTTPTypes
import Hummingbird
import NIOCore
import Telemetry

/// `/metrics`: what is measured, for Prometheus.
struct MetricsRoutes: Sendable {
  let registry: MetricRegistry

  var routes: [Route] {
    [
      Route(.get, "/metrics", .anyone) { request, _ in
        let format = ExpositionFormat(accept: request.headers[.accept])
        return Response(
          status: .ok,
          headers: [.contentType: format.contentType, .cacheControl: "no-store", .vary: "Accept"],
          body: ResponseBody(byteBuffer: ByteBuffer(bytes: await registry.text(format))))
      }
    ]
  }
}
