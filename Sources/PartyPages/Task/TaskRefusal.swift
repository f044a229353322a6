import FEEL
import WebPages

/// What a form of a task's page sent that could not be taken: the page shows it again, with what is wrong.
struct TaskRefusal {
  /// The forms of the page.
  enum Form {
    case decision, gift, schedule, comment
  }

  let form: Form
  /// As it was typed.
  let typed: FormBody
  /// What was sent for the fields of the task's own form.
  var values: Context?
  let errors: [FormProblem]
}
