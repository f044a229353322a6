import BPMN
import FEEL

extension Elements {
  /// A person decides. What it catches is the end of the time in which a decision can be undone.
  struct UserTask: Catching {
    static let title = "user task"
    static let extensions: Set<ExtensionKind> = [
      .userTask, .assignment, .schedule, .priority, .form, .inputs, .outputs, .headers, .properties,
    ]
    static func describes(_ node: FlowNode) -> Bool { node.type == "userTask" }
    /// The property that names those who may not decide.
    static let excludedUsersProperty = "excludedUsers"

    private let assignee: TextExpression?
    private let candidateUsers: TextExpression?
    private let candidateGroups: TextExpression?
    private let excludedUsers: TextExpression?
    private let due: TextExpression?
    private let followUp: TextExpression?
    private let priority: TextExpression?
    private let form: String?

    init(_ node: FlowNode, _ compiler: inout Compiler) {
      let extensions = node.extensions
      assignee = compiler.formula(
        optional: extensions.assignment?.assignee, of: node, "the assignee")
      candidateUsers = compiler.formula(
        optional: extensions.assignment?.candidateUsers, of: node, "the candidate users")
      candidateGroups = compiler.formula(
        optional: extensions.assignment?.candidateGroups, of: node, "the candidate groups")
      due = compiler.formula(optional: extensions.schedule?.dueDate, of: node, "the due date")
      followUp = compiler.formula(
        optional: extensions.schedule?.followUpDate, of: node, "the follow-up date")
      priority = compiler.formula(optional: extensions.priority, of: node, "the priority")
      form = extensions.formID
      if let form, !compiler.forms.contains(form) {
        compiler.refuse(node, "names the form `\(form)`, which is not there")
      }
      excludedUsers = compiler.formula(
        optional: extensions.properties.first { $0.name == Self.excludedUsersProperty }?.value,
        of: node, "the excluded users")
      for property in extensions.properties where property.name != Self.excludedUsersProperty {
        compiler.refuse(node, "the property `\(property.name)` of a user task has no meaning")
      }
    }

    func activate(_ token: Token, _ execution: inout Execution) throws(Trouble) {
      let surroundings = execution.surroundings(of: token.key)
      let label = token.node.label
      let task = ProcessEngine.UserTask(
        key: execution.nextKey, owner: token.key, element: token.node.id, name: label, form: form,
        candidateUsers: try candidateUsers?.strings(
          "the candidate users of \(label)", in: surroundings) ?? [],
        candidateGroups: try candidateGroups?.strings(
          "the candidate groups of \(label)", in: surroundings) ?? [],
        excludedUsers: try excludedUsers?.strings(
          "the excluded users of \(label)", in: surroundings) ?? [],
        assignee: try assignee?.string("the assignee of \(label)", in: surroundings),
        due: try due?.timestamp("the due date of \(label)", in: surroundings),
        followUp: try followUp?.timestamp("the follow-up date of \(label)", in: surroundings),
        priority: try priority?.integer("the priority of \(label)", from: 0...100, in: surroundings)
          ?? 50,
        createdAt: execution.now)
      execution.emit(.taskCreated(task))
    }

    func fire(
      _ node: Node, owner: ElementInstance, payload: Context, _ execution: inout Execution
    ) {
      execution.decisionTakesEffect(of: owner.key)
    }
  }
}
