import FoundationEssentials
import Participant

/// Where the model lies: the BPMN file, and the folder of its forms.
struct ModelFiles {
  let bpmn: String
  let forms: String

  /// - Throws: `ConfigurationError` that names the file that cannot be read.
  func read() throws -> ModelSource {
    let xml = try contents(of: bpmn, setting: .bpmn)
    var texts: [String: [UInt8]] = [:]
    for name in try formFiles() {
      texts[String(name.dropLast(".json".count))] = try contents(
        of: "\(forms)/\(name)", setting: .forms)
    }
    return ModelSource(xml: xml, forms: texts)
  }

  private func formFiles() throws -> [String] {
    do {
      return try FileManager.default.contentsOfDirectory(atPath: forms)
        .filter { $0.hasSuffix(".json") }
    } catch {
      throw ConfigurationError.wrong(.forms, "names the folder \(forms), which cannot be read")
    }
  }

  private func contents(of path: String, setting: Setting) throws -> [UInt8] {
    do {
      return Array(try Data(contentsOf: URL(filePath: path)))
    } catch {
      throw ConfigurationError.wrong(setting, "leads to the file \(path), which cannot be read")
    }
  }
}
