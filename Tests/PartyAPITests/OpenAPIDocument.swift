import FEEL
import FoundationEssentials
import ProcessEngine

/// `docs/openapi.json`, against which the tests hold every answer.
struct OpenAPIDocument: Sendable {
  let bytes: [UInt8]
  let root: Value

  static let path =
    URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../docs/openapi.json")
    .standardizedFileURL.path

  static let shared: OpenAPIDocument = {
    do {
      let bytes = Array(try Data(contentsOf: URL(filePath: path)))
      return OpenAPIDocument(bytes: bytes, root: try Value(json: bytes))
    } catch { preconditionFailure("docs/openapi.json cannot be read: \(error)") }
  }()

  /// `GET /orders/{order}` and so on.
  var operations: Set<String> {
    var operations: Set<String> = []
    for path in root["paths"].context?.entries ?? [] {
      for method in path.value.context?.keys ?? [] {
        operations.insert("\(method.uppercased()) \(path.key)")
      }
    }
    return operations
  }

  /// What is wrong with an answer.
  ///
  /// - Parameter route: the path with its parameters' names; nil for a path that is none of a route.
  func findings(
    method: String, route: String?, status: Int, contentType: String?, body: Value
  ) -> [String] {
    let media = contentType.map { String($0.prefix { $0 != ";" }) }
    guard let route else {
      return findings(in: body, of: root["components"]["schemas"]["Problem"], at: "")
    }
    let operation = root["paths"][route][method.lowercased()]
    // What a path answers to a method that it does not take is the same everywhere.
    guard operation != .null else {
      return findings(in: body, of: root["components"]["schemas"]["Problem"], at: "")
    }
    let response = resolve(operation["responses"]["\(status)"])
    guard response != .null else { return ["\(status) is not described"] }
    guard let media, response["content"] != .null else { return [] }
    let schema = response["content"][media]["schema"]
    guard schema != .null else { return ["\(media) is not described for \(status)"] }
    return media.hasSuffix("json") ? findings(in: body, of: schema, at: "") : []
  }

  private func resolve(_ node: Value) -> Value {
    guard let reference = node["$ref"].string else { return node }
    return reference.split(separator: "/").dropFirst().reduce(root) { $0[String($1)] }
  }

  /// The parts of JSON Schema that the document uses.
  private func findings(in value: Value, of reference: Value, at place: String) -> [String] {
    let schema = resolve(reference)
    if let choices = schema["oneOf"].list {
      let matching = choices.count { findings(in: value, of: $0, at: place).isEmpty }
      return matching == 1 ? [] : ["\(place): fits \(matching) of \(choices.count) schemas"]
    }
    var found: [String] = []
    if let type = schema["type"].string, !Self.isOf(type, value) {
      return ["\(place): \(value.jsonString.prefix(60)) is no \(type)"]
    }
    if let allowed = schema["enum"].list, !allowed.contains(value) {
      found.append("\(place): \(value.jsonString) is none of the values")
    }
    if schema["const"] != .null, schema["const"] != value {
      found.append("\(place): is not \(schema["const"].jsonString)")
    }
    if let number = value.number {
      if let minimum = schema["minimum"].number, number < minimum {
        found.append("\(place): is below \(minimum)")
      }
      if let maximum = schema["maximum"].number, number > maximum {
        found.append("\(place): is above \(maximum)")
      }
    }
    for (index, item) in (value.list ?? []).enumerated() where schema["items"] != .null {
      found += findings(in: item, of: schema["items"], at: "\(place)[\(index)]")
    }
    return found + findings(inMembersOf: value, of: schema, at: place)
  }

  private func findings(
    inMembersOf value: Value, of schema: Value, at place: String
  ) -> [String] {
    guard let object = value.context else { return [] }
    var found = (schema["required"].list ?? []).compactMap(\.string)
      .filter { object[$0] == nil }.map { "\(place): \($0) is missing" }
    for entry in object.entries {
      let property = schema["properties"][entry.key]
      if property != .null {
        found += findings(in: entry.value, of: property, at: "\(place).\(entry.key)")
      } else if schema["additionalProperties"] == .boolean(false) {
        found.append("\(place): \(entry.key) is not described")
      } else if schema["additionalProperties"].context != nil {
        found += findings(
          in: entry.value, of: schema["additionalProperties"], at: "\(place).\(entry.key)")
      }
    }
    return found
  }

  private static func isOf(_ type: String, _ value: Value) -> Bool {
    switch type {
    case "object": value.context != nil
    case "array": value.list != nil
    case "string": value.string != nil
    case "integer": value.integer != nil
    case "number": value.number != nil
    case "boolean": value.boolean != nil
    default: false
    }
  }
}
