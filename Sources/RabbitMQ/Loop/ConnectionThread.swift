import CRabbitMQ
import Glibc

/// The one thread of a connection: it makes the connection, runs its loop and cleans up.
///
/// All values that the C library owns are created, used and freed within `run`, so the compiler
/// proves that they stay on this thread.
enum ConnectionThread {
  /// What is handed to the new thread.
  private final class Task {
    let core: ConnectionCore
    let opened: Reply<Tuning>

    init(_ core: ConnectionCore, _ opened: Reply<Tuning>) {
      self.core = core
      self.opened = opened
    }
  }

  /// The C library decodes tables by recursion without a limit. A frame of the largest size we
  /// allow by default holds about 20,000 levels, which this stack can take. It is only reserved.
  private static let stackSize = 16 * 1_048_576

  /// Starts the thread; `opened` hears whether the connection could be made.
  static func start(_ core: ConnectionCore, opened: Reply<Tuning>) {
    var attributes = pthread_attr_t()
    unsafe pthread_attr_init(&attributes)
    unsafe pthread_attr_setstacksize(&attributes, stackSize)
    unsafe pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
    defer { unsafe pthread_attr_destroy(&attributes) }
    let task = unsafe Unmanaged.passRetained(Task(core, opened))
    var thread = pthread_t()
    let status = unsafe pthread_create(
      &thread, &attributes,
      { context in
        // Invariant: the context is the task that `start` retained for this thread.
        let task = unsafe Unmanaged<Task>.fromOpaque(context!).takeRetainedValue()
        ConnectionThread.run(task.core, task.opened)
        return nil
      }, unsafe task.toOpaque())
    guard status == 0 else {
      unsafe task.release()
      opened.resume(returning: .failure(.connectFailed("no thread could be started: \(status)")))
      return
    }
  }

  private static func run(_ core: ConnectionCore, _ opened: Reply<Tuning>) {
    blockSignals()
    unsafe crabbitmq_name_thread("rabbitmq")
    let (error, closers) = work(core, opened)
    // The wire was freed with the end of `work`: who waits for the close finds the socket closed.
    core.finish(error)
    for closer in closers { closer.resume(returning: .success(())) }
  }

  private static func work(
    _ core: ConnectionCore, _ opened: Reply<Tuning>
  ) -> (RabbitMQError, closers: [Reply<Void>]) {
    do throws(RabbitMQError) {
      let wire = try Wire(connectingTo: core.configuration)
      let tuning = try wire.handshake(core.configuration)
      let loop = ConnectionLoop(core, wire, tuning)
      opened.resume(returning: .success(tuning))
      return loop.run()
    } catch {
      opened.resume(returning: .failure(error))
      return (error, [])
    }
  }

  /// Signals belong to the program's own threads; a SIGPIPE of this one is not to end the process.
  private static func blockSignals() {
    var all = sigset_t()
    unsafe sigfillset(&all)
    unsafe pthread_sigmask(SIG_BLOCK, &all, nil)
  }
}
