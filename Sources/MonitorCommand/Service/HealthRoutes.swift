import FEEL
import HTTPTypes
import Hummingbird
import Hyperlinks
import NIOCore
import Telemetry

/// The routes that tell how the monitor is.
enum HealthRoutes {
  /// - Parameters:
  ///   - hosts: which may be named by requests, also those of routes that are added.
  ///   - metrics: what the process measures.
  ///   - report: asks the monitor how it is.
  static func router(
    hosts: HostRule = HostRule(), metrics: MetricRegistry = MetricRegistry(),
    report: @escaping @Sendable () async -> HealthReport
  ) -> Router<BasicRequestContext> {
    let router = Router()
    router.add(middleware: HostMiddleware(hosts))
    router.get("/health/live") { _, _ in answer(.ok, .context(["status": "up"])) }
    router.get("/health/ready") { _, _ in
      let health = await report()
      return answer(
        health.isReady ? .ok : .serviceUnavailable,
        .context(["status": .string(health.isReady ? "up" : "down")]))
    }
    router.get("/health") { _, _ in
      let health = await report()
      return answer(health.isReady ? .ok : .serviceUnavailable, health.json)
    }
    router.get("/metrics") { request, _ in
      let format = ExpositionFormat(accept: request.headers[.accept])
      return Response(
        status: .ok,
        headers: [.contentType: format.contentType, .cacheControl: "no-store", .vary: "Accept"],
        body: ResponseBody(byteBuffer: ByteBuffer(bytes: await metrics.text(format))))
    }
    return router
  }

  private static func answer(_ status: HTTPResponse.Status, _ value: Value) -> Response {
    Response(
      status: status,
      headers: [.contentType: "application/json", .cacheControl: "no-store"],
      body: ResponseBody(byteBuffer: ByteBuffer(bytes: value.json())))
  }
}
