public import Synchronization

/// A value that is only reached under a lock: the one way to a `Mutex` in Duet.
///
/// ```swift
/// private let state = Locked(State())
/// state.withLock { $0.count += 1 }
/// ```
///
/// `Mutex` asks for the id of its thread and is inlined into whoever uses it. In an async function the optimizer of
/// Swift 6.3 may keep that id across a suspension, after which the function goes on on another thread: the lock is then
/// taken in the name of a thread that does not hold it, and the process ends with "unlock Mutex on a thread which hasn't
/// acquired the lock" (docs/adr/0011-locks-are-never-inlined.md). A function that is never inlined asks anew each time.
///
/// Public, because only then does the compiler specialize it for the modules that use it: 9 ns instead of 50.
public struct Locked<Value: ~Copyable>: ~Copyable, Sendable {
  @usableFromInline let mutex: Mutex<Value>

  @inlinable
  public init(_ value: consuming sending Value) { mutex = Mutex(value) }

  /// Holds the lock while `body` runs.
  @inlinable @inline(never)
  public borrowing func withLock<Result: ~Copyable, Failure: Error>(
    _ body: (inout sending Value) throws(Failure) -> sending Result
  ) throws(Failure) -> sending Result {
    try mutex.withLock(body)
  }
}
