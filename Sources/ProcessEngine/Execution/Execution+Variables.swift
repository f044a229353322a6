import FEEL

/// How variables are mapped and where they are written.
extension Execution {
  /// The values of mappings, evaluated one after the other at an element instance; later ones see earlier ones.
  ///
  /// - Parameter local: what the element instance has besides its variables.
  func mapped(
    _ mappings: [VariableMapping], at key: Key, local: Context = Context(), _ purpose: String
  ) throws(Trouble) -> Context {
    var values = Context()
    let surroundings = surroundings(of: key)
    for mapping in mappings {
      let written = values
      let value = try value(
        of: mapping.source, "\(purpose) (\(mapping.target.joined(separator: ".")))",
        in: Surroundings(now: now) { written[$0] ?? local[$0] ?? surroundings.lookUp($0) })
      let target = mapping.target[0]
      let before = values[target] ?? local[target] ?? surroundings.lookUp(target) ?? .null
      values[target] = before.setting(mapping.target.dropFirst(), to: value)
    }
    return values
  }

  /// A value; null is fine when something is not there, and trouble when it came of a mistake.
  func value(
    of formula: TextExpression, _ purpose: String, in surroundings: Surroundings
  ) throws(Trouble) -> Value {
    let evaluation = formula.value(in: surroundings)
    if evaluation.value == .null, evaluation.hasMistake {
      throw formula.unexpected(evaluation, for: purpose, wanted: "a value")
    }
    return evaluation.value.asJSON
  }

  /// Passes a result on to the enclosing scopes: by the output mappings, or whole where there are none.
  mutating func writeOutputs(
    of node: Node, key: Key, scope: Key, result: Context
  ) throws(Trouble) {
    let outputs =
      node.outputs.isEmpty
      ? result : try mapped(node.outputs, at: key, local: result, "an output of \(node.label)")
    assign(outputs, from: scope)
  }

  /// Writes each variable where it already exists, looking outwards from `scope`, or else to the whole process. What is
  /// there already is not written again.
  mutating func assign(_ variables: Context, from scope: Key) {
    var byScope: [(scope: Key, variables: Context)] = []
    for entry in variables.entries {
      let target = owner(of: entry.key, from: scope)
      if element(target)?.variables[entry.key] == entry.value { continue }
      if let index = byScope.firstIndex(where: { $0.scope == target }) {
        byScope[index].variables[entry.key] = entry.value
      } else {
        byScope.append((target, [entry.key: entry.value]))
      }
    }
    for (scope, variables) in byScope { emit(.variablesSet(scope: scope, variables: variables)) }
  }

  private func owner(of name: String, from scope: Key) -> Key {
    var current = scope
    while let element = element(current), let outer = element.scope {
      if element.variables[name] != nil { return current }
      current = outer
    }
    return current
  }
}

extension Value {
  /// This value with the entry at `path` replaced; what is no context on the way becomes one.
  func setting(_ path: ArraySlice<String>, to value: Value) -> Value {
    guard let key = path.first else { return value }
    var context = self.context ?? Context()
    context[key] = (context[key] ?? .null).setting(path.dropFirst(), to: value)
    return .context(context)
  }
}
