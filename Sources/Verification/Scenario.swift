package import FEEL
package import ProcessEngine

/// What comes from outside the model: with which variables a process begins, what handlers give, what people write.
package struct Scenario: Sendable {
  /// What a handler may make of a job, apart from the BPMN errors that the model catches: one result for each case that
  /// makes a difference.
  package typealias JobResults = @Sendable (_ job: Job, _ now: Timestamp) -> [Context]

  /// The variables of a pool that begins by itself.
  package var variables: Context
  /// By job type; a type that is not here gives an empty result.
  package var jobs: [String: JobResults]
  /// What a BPMN error brings along.
  package var errorVariables: Context
  /// What a command of a party's own people brings along.
  package var commandPayload: Context
  /// What people write into a field for text.
  package var text: String
  /// When everything begins.
  package var start: Timestamp

  package init(
    variables: Context = Context(), jobs: [String: JobResults] = [:],
    errorVariables: Context = ["reason": .string("something")],
    commandPayload: Context = ["reason": .string("something"), "by": .string("somebody")],
    text: String = "something", start: Timestamp = Timestamp(microseconds: 1_767_254_400_000_000)
  ) {
    self.variables = variables
    self.jobs = jobs
    self.errorVariables = errorVariables
    self.commandPayload = commandPayload
    self.text = text
    self.start = start
  }
}
