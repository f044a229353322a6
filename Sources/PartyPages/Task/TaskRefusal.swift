import FEEL
import HTTPTypes
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
  /// The revision of the task that somebody decided on, where it has changed since; nil where the form itself is wrong.
  var seen: Int?
  var status = HTTPResponse.Status.unprocessableContent
}
