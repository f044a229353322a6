import BPMN
import Diagram
import Foundation
import Testing

/// The models that the tests draw.
enum DrawnModel: String, CaseIterable, Sendable {
  case order, constructs, process

  func definitions() throws -> Definitions {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
    let path = self == .order ? "../../bpmn/order.bpmn" : "Models/\(rawValue).bpmn"
    return try Definitions(xml: Array(try Data(contentsOf: folder.appending(path: path))))
  }

  func drawing(
    pool: String? = nil, translate: @escaping (String) -> String = { $0 }
  ) throws -> Drawing {
    let definitions = try definitions()
    return try #require(Drawing(definitions, pool: pool, translate: translate))
  }
}
