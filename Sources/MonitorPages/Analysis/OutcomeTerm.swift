import Analysis
import WebPages

/// An outcome as pages name it, and as the address of its orders has it.
enum OutcomeTerm {
  static func name(_ outcome: String, _ texts: Catalogue) -> String {
    outcome == CaseAccount.disputed ? texts["analysis.disputed"] : texts.model(outcome)
  }

  static func parameter(_ outcome: String) -> (String, String?) {
    outcome == CaseAccount.disputed ? ("finding", "disputed") : ("outcome", outcome)
  }
}
