import Foundation
import Simulation

/// The product's own model, read once for all tests.
enum Worlds {
  static let model = Result {
    try SimulationModel(
      folder: URL(filePath: #filePath).appending(path: "../../../bpmn").standardizedFileURL.path)
  }

  static func simulator(_ settings: Simulator.Settings = .init()) throws -> Simulator {
    Simulator(try model.get(), settings: settings)
  }
}
