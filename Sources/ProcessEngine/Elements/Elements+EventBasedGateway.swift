import BPMN

extension Elements {
  /// The first of the events behind it that happens decides where the token goes.
  struct EventBasedGateway: Behavior {
    static let title = "event-based gateway"
    static let attributes: Set<String> = ["eventGatewayType"]
    static func describes(_ node: FlowNode) -> Bool { node.type == "eventBasedGateway" }

    let catches: [Catch]

    init(_ node: FlowNode, _ compiler: inout Compiler) {
      catches = compiler.catches(behind: node)
      if node.attributes["eventGatewayType"].map({ $0 != "Exclusive" }) ?? false {
        compiler.refuse(node, "only an exclusive event-based gateway can be executed")
      }
      if node.outgoing.count < 2 {
        compiler.refuse(node, "needs at least two events behind it to choose between")
      }
    }

    /// The waits have been opened already.
    func activate(_ token: Token, _ execution: inout Execution) {}
  }
}

extension Compiler {
  /// What the events behind an event-based gateway wait for.
  fileprivate mutating func catches(behind gateway: FlowNode) -> [Catch] {
    var catches: [Catch] = []
    for flow in gateway.outgoing {
      guard let target = target(of: flow) else { continue }
      let trigger: Trigger?
      switch target.type {
      case "intermediateCatchEvent":
        trigger = self.trigger(of: target, allowed: Elements.IntermediateCatchEvent.triggers)
      case "receiveTask":
        trigger = messageTrigger(ofReceiveTask: target)
        if !target.extensions.inputs.isEmpty
          || allSources.contains(where: { $0.attributes["attachedToRef"] == target.id })
        {
          refuse(
            target,
            "stands behind an event-based gateway and may have no input mapping and no boundary event"
          )
        }
      default:
        refuse(gateway, "leads to \(target.id), which is neither a catch event nor a receive task")
        trigger = nil
      }
      if target.incoming.count > 1 {
        refuse(target, "stands behind an event-based gateway and may have no other incoming flow")
      }
      if let trigger { catches.append(Catch(target: target.id, trigger: trigger)) }
    }
    refuseRepeated(catches)
    return catches
  }
}
