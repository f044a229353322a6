import Dispatch

/// Runs an actor's jobs one after the other on a dispatch queue of its own.
///
/// The jobs of a connection block in `poll(2)`. A serial queue without a target draws from Dispatch's
/// overcommitting threads, so such a job holds up no thread of Swift's cooperative pool, and an idle
/// connection holds no thread at all.
final class QueueExecutor: SerialExecutor {
  private let queue: DispatchQueue

  init(label: String) {
    queue = DispatchQueue(label: label)
  }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    queue.async {
      unsafe job.runSynchronously(on: self.asUnownedSerialExecutor())
    }
  }

  func asUnownedSerialExecutor() -> UnownedSerialExecutor {
    unsafe UnownedSerialExecutor(ordinary: self)
  }
}
