extension ProblemDocumentation {
  /// What can be wrong with who asks.
  static let access: [ProblemDocumentation] = [
    ProblemDocumentation(
      .notSignedIn,
      "What was asked is not for everybody, and the request does not say who asks.",
      remedy: "sign in with `POST /session`, and send its token as `Authorization: Bearer …`."),
    ProblemDocumentation(
      .signInFailed,
      """
      The user or the password is wrong, or the user has been disabled; the answer is the \
      same for all of these.
      """,
      remedy: "try again, or ask an operator for another password."),
    ProblemDocumentation(
      .invalidToken,
      """
      The token of `Authorization` has expired, is for another audience, was signed by \
      somebody else, or is of a session that has ended; `detail` says which.
      """,
      remedy: "sign in again, or get another token from the issuer."),
    ProblemDocumentation(
      .notAllowed,
      "The person is known, but has none of the `roles` for which this is.",
      remedy: "ask somebody who has one, or an operator for the role."),
    ProblemDocumentation(
      .crossSite,
      """
      A page of another site, or of a session that has ended, made the browser ask. \
      Nothing was changed.
      """,
      remedy: """
        load the page again; a script sends the session's `csrfToken` as `X-CSRF-Token`.
        """),
    ProblemDocumentation(
      .tooManyAttempts,
      """
      There were too many failed sign-ins of this user or from this address. Each further \
      one doubles the time until the next.
      """,
      remedy: "try again after the seconds in `Retry-After`."),
    ProblemDocumentation(
      .userNotFound,
      "Nobody is known by this name.",
      remedy: "take the user from the list of users."),
    ProblemDocumentation(
      .userExists,
      "Somebody has this name already; upper and lower case are the same.",
      remedy: "choose another name."),
    ProblemDocumentation(
      .lastOperator,
      "Without this user nobody could change users any more. Nothing was changed.",
      remedy: "make somebody else operator first."),
    ProblemDocumentation(
      .ownAccess,
      """
      An operator would disable themselves, or give up the role of operator. Nothing was \
      changed.
      """,
      remedy: "let another operator do it."),
    ProblemDocumentation(
      .notLocal,
      """
      The person comes with a token of the issuer: their roles and their password are kept \
      there.
      """,
      remedy: "change them there, or disable the person here."),
  ]
}
