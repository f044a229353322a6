import BPMN
import FEEL
import Foundation
import ProcessEngine
import Verification

/// The product's own model and forms, and what the exploration of them needs from outside.
struct OrderFiles {
  let xml: String
  let forms: [String: Form]

  init() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../bpmn").standardizedFileURL
    xml = String(
      decoding: try Data(contentsOf: folder.appending(path: "order.bpmn")), as: UTF8.self)
    var forms: [String: Form] = [:]
    for file in try FileManager.default.contentsOfDirectory(
      at: folder.appending(path: "forms"), includingPropertiesForKeys: nil)
    where file.pathExtension == "json" {
      let form = try Form(json: Array(Data(contentsOf: file)))
      forms[form.id] = form
    }
    self.forms = forms
  }

  func check(
    _ xml: String? = nil, delivery: Verification.Delivery = .ordered, limit: Int = 200_000
  ) throws -> Report {
    try Verification.check(
      Definitions(xml: Array((xml ?? self.xml).utf8)), forms: forms, scenario: Self.scenario,
      delivery: delivery, limit: limit)
  }

  /// An order of two items; a quote is small or large, which decides whether a second person confirms it.
  static var scenario: Scenario {
    Scenario(
      variables: [
        "order": .context([
          "id": .string("o1"), "currency": .string("EUR"), "neededBy": .null,
          "lines": .list([
            .context(["sku": .string("A"), "description": .string("a"), "quantity": .number(2)]),
            .context(["sku": .string("B"), "description": .string("b"), "quantity": .number(1)]),
          ]),
        ])
      ],
      jobs: [
        "quote.generate": { job, now in
          ["900.00", "1900.00"].map { total in
            [
              "quote": .context([
                "id": .string("q"), "revision": job.input["revision"] ?? .null,
                "total": .string(total), "currency": .string("EUR"),
                "validUntil": .string(now.adding(.seconds(3 * 86_400)).description),
              ])
            ]
          }
        }
      ])
  }
}
