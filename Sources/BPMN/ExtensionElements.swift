/// The extension elements of Camunda Modeler for Camunda 8 (namespace `http://camunda.org/schema/zeebe/1.0`) on one
/// flow node. Texts are as written: an expression when they begin with `=`.
public struct ExtensionElements: Hashable, Sendable {
  /// `zeebe:taskDefinition`.
  public var taskDefinition: TaskDefinition?
  /// `zeebe:userTask` was present (Camunda writes it on its native user tasks; it changes nothing here).
  public var isNativeUserTask = false
  /// `zeebe:assignmentDefinition`.
  public var assignment: AssignmentDefinition?
  /// `zeebe:taskSchedule`.
  public var schedule: TaskSchedule?
  /// `zeebe:priorityDefinition priority`.
  public var priority: String?
  /// `zeebe:formDefinition formId` (or `formKey`).
  public var formID: String?
  /// `zeebe:ioMapping`, in order.
  public var inputs: [Mapping] = []
  public var outputs: [Mapping] = []
  /// `zeebe:subscription correlationKey`.
  public var correlationKey: String?
  /// `zeebe:script`: the FEEL expression and the variable that takes its result.
  public var script: Script?
  /// `zeebe:taskHeaders`.
  public var headers: [Property] = []
  /// `zeebe:properties`.
  public var properties: [Property] = []
  /// Elements of this or another namespace that are none of the above: the engine refuses those of `zeebe`.
  public var unknown: [Unknown] = []

  public struct TaskDefinition: Hashable, Sendable {
    public let type: String
    public let retries: String?

    package init(type: String, retries: String? = nil) {
      self.type = type
      self.retries = retries
    }
  }
  public struct AssignmentDefinition: Hashable, Sendable {
    public let assignee: String?
    public let candidateUsers: String?
    public let candidateGroups: String?

    package init(
      assignee: String? = nil, candidateUsers: String? = nil, candidateGroups: String? = nil
    ) {
      self.assignee = assignee
      self.candidateUsers = candidateUsers
      self.candidateGroups = candidateGroups
    }
  }
  public struct TaskSchedule: Hashable, Sendable {
    public let dueDate: String?
    public let followUpDate: String?

    package init(dueDate: String? = nil, followUpDate: String? = nil) {
      self.dueDate = dueDate
      self.followUpDate = followUpDate
    }
  }
  public struct Mapping: Hashable, Sendable {
    public let source: String
    public let target: String
    public let line: Int

    package init(source: String, target: String, line: Int = 0) {
      self.source = source
      self.target = target
      self.line = line
    }
  }
  public struct Script: Hashable, Sendable {
    public let expression: String
    public let resultVariable: String

    package init(expression: String, resultVariable: String) {
      self.expression = expression
      self.resultVariable = resultVariable
    }
  }
  public struct Property: Hashable, Sendable {
    public let name: String
    public let value: String

    package init(name: String, value: String) {
      self.name = name
      self.value = value
    }
  }
  public struct Unknown: Hashable, Sendable {
    public let name: String
    public let line: Int

    package init(name: String, line: Int = 0) {
      self.name = name
      self.line = line
    }
  }

  public init() {}
}
