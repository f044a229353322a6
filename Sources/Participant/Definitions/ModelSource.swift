package import BPMN
import Crypto
package import Exchange
package import ProcessEngine

/// The texts of a model: the BPMN file and the forms beside it.
package struct ModelSource: Sendable {
  /// A digest of all of it.
  package let id: DefinitionID
  package let xml: [UInt8]
  /// By form id.
  package let forms: [String: [UInt8]]

  package init(xml: [UInt8], forms: [String: [UInt8]]) {
    var hash = SHA256()
    hash.update(data: xml)
    for (id, form) in forms.sorted(by: { $0.key < $1.key }) {
      hash.update(data: Array("\0\(id)\0".utf8))
      hash.update(data: form)
    }
    let digest = hash.finalize().prefix(16).map { byte in
      (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }
    self.init(id: DefinitionID(digest.joined()), xml: xml, forms: forms)
  }

  init(id: DefinitionID, xml: [UInt8], forms: [String: [UInt8]]) {
    self.id = id
    self.xml = xml
    self.forms = forms
  }
}

/// A model that was read and checked for one party.
package struct LoadedModel: Sendable {
  package let process: ExecutableProcess
  package let contract: Contract

  /// - Throws: `ReadFailure` with everything that is wrong.
  package init(_ source: ModelSource, party: String, handlers: Set<String>) throws(ReadFailure) {
    let definitions = try Definitions(xml: source.xml)
    contract = try Contract(definitions)
    var forms: [String: Form] = [:]
    for (id, text) in source.forms {
      do {
        forms[id] = try Form(json: text)
      } catch {
        throw ReadFailure(problems: [.init(elementID: id, line: 1, reason: "the form: \(error)")])
      }
    }
    guard let pool = contract.parties.first(where: { $0.name == party }) else {
      let pools = contract.parties.map(\.name).joined(separator: ", ")
      throw ReadFailure(problems: [
        .init(line: 1, reason: "there is no pool `\(party)` with a process; there are: \(pools)")
      ])
    }
    process = try ExecutableProcess(
      definitions, processID: pool.process, definition: source.id, forms: forms, handlers: handlers)
  }
}
