import FEEL

/// What handlers make of jobs.
extension Execution {
  mutating func completeJob(_ key: Key, _ result: JobResult) throws(Rejection) {
    let job = try job(key)
    emit(.jobCompleted(key: key, element: job.element))
    notify(result.notices)
    complete(job.owner, result: result.variables.asJSON)
  }

  mutating func failJob(_ key: Key, reason: String, retryAfter: Duration) throws(Rejection) {
    let job = try job(key)
    let retries = max(0, job.retries - 1)
    emit(
      .jobFailed(
        key: key, retries: retries, notBefore: now.adding(retryAfter), reason: reason))
    if retries == 0 { raiseIncident(job.owner, job.element, .job(key), reason) }
  }

  func job(_ key: Key) throws(Rejection) -> Job {
    guard let job = instance.jobs.first(where: { $0.key == key && $0.retries > 0 }) else {
      throw .noSuchJob(key: key)
    }
    return job
  }
}
