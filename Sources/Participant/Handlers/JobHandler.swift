package import FEEL
package import ProcessEngine

/// Does the work of service tasks of one type (`zeebe:taskDefinition type`).
///
/// A handler runs inside the step that created the job, while the order is locked: it must be local and quick. It may run
/// again after a crash before the commit, so it changes nothing outside; what it wants done goes into its result.
package protocol JobHandler: Sendable {
  func perform(_ job: Job, order: InstanceID, now: Timestamp) async throws(JobFailure) -> JobResult
}

/// Why a handler could not do its job.
package enum JobFailure: Error, Hashable, Sendable {
  /// It may work later. After the last retry an operator has to look.
  case failed(String)
  /// A BPMN error, which the model may catch.
  case error(code: String, variables: Context)
}

extension JobFailure {
  /// The stimulus that tells the engine.
  func stimulus(for job: Job) -> Stimulus {
    switch self {
    case .failed(let reason):
      .jobFailed(key: job.key, reason: reason, retryAfter: job.retryDelay)
    case .error(let code, let variables):
      .jobThrewError(key: job.key, code: code, variables: variables)
    }
  }
}

extension Job {
  /// How long to wait after a failed attempt: longer the fewer retries are left, from 1 s to 1 min.
  fileprivate var retryDelay: Duration { .seconds(min(60, 1 << max(0, 6 - 2 * retries))) }
}
