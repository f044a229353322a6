import FEEL
import HTTPTypes
import Hummingbird
import NIOCore

/// The routes that tell how the monitor is.
enum HealthRoutes {
  /// - Parameter report: asks the monitor how it is.
  static func router(
    report: @escaping @Sendable () async -> HealthReport
  ) -> Router<BasicRequestContext> {
    let router = Router()
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
    return router
  }

  private static func answer(_ status: HTTPResponse.Status, _ value: Value) -> Response {
    Response(
      status: status,
      headers: [.contentType: "application/json", .cacheControl: "no-store"],
      body: ResponseBody(byteBuffer: ByteBuffer(bytes: value.json())))
  }
}
