/// Every type of flow node that can be executed. Adding one: a file in `Elements/`, and its name here.
package enum Behaviors {
  static let all: [any Behavior.Type] = [
    Elements.StartEvent.self, Elements.IntermediateCatchEvent.self,
    Elements.IntermediateThrowEvent.self, Elements.BoundaryEvent.self,
    Elements.EndEvent.self, Elements.UserTask.self, Elements.ServiceTask.self,
    Elements.SendTask.self, Elements.ReceiveTask.self, Elements.ScriptTask.self,
    Elements.ExclusiveGateway.self, Elements.ParallelGateway.self, Elements.EventBasedGateway.self,
    Elements.Subprocess.self,
    Elements.EventSubprocess.self,
  ]

  /// What `docs/bpmn-support.md` must list.
  package static var titles: [String] { all.map { $0.title } }
}
