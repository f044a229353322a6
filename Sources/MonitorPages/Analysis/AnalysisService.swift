package import Monitoring
import ServiceLifecycle

/// Makes the answers of the analysis desk until the monitor stops.
package struct AnalysisService: Service {
  private let desk: AnalysisDesk

  package init(_ desk: AnalysisDesk) { self.desk = desk }

  package func run() async throws {
    await cancelWhenGracefulShutdown { [desk] in await desk.run() }
  }
}
