extension DefinitionsReader {
  mutating func collaboration(_ element: XMLTree) -> Collaboration {
    expect(["id", "name", "isClosed"], on: element)
    var participants: [Participant] = []
    var messageFlows: [MessageFlow] = []
    for child in element.children {
      switch child.bpmnName {
      case "participant": participants.append(participant(child))
      case "messageFlow": messageFlows.append(messageFlow(child))
      default: dropOrRefuse(child, in: element)
      }
    }
    return Collaboration(
      id: id(of: element), name: element.attributes["name"], participants: participants,
      messageFlows: messageFlows)
  }

  private mutating func participant(_ element: XMLTree) -> Participant {
    expect(["id", "name", "processRef"], on: element)
    dropOrRefuseChildren(of: element)
    return Participant(
      id: id(of: element), name: required("name", of: element),
      processID: element.attributes["processRef"], line: element.line)
  }

  private mutating func messageFlow(_ element: XMLTree) -> MessageFlow {
    expect(["id", "name", "sourceRef", "targetRef", "messageRef"], on: element)
    dropOrRefuseChildren(of: element)
    if let message = element.attributes["messageRef"], !messageIDs.contains(message) {
      report(element, "messageRef is \(message), which is no message of this file")
    }
    return MessageFlow(
      id: id(of: element), name: element.attributes["name"],
      source: required("sourceRef", of: element), target: required("targetRef", of: element),
      line: element.line)
  }
}
