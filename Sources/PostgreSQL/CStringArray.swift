import Glibc

/// A C array of C strings with nil at its end, freed with its owner.
@safe
struct CStringArray: ~Copyable {
  private let storage: UnsafeMutableBufferPointer<UnsafePointer<CChar>?>

  init(_ strings: [String]) {
    unsafe storage = .allocate(capacity: strings.count + 1)
    for (index, string) in strings.enumerated() {
      let copy = unsafe strdup(string)
      unsafe storage.initializeElement(at: index, to: UnsafePointer(copy))
    }
    unsafe storage.initializeElement(at: strings.count, to: nil)
  }

  deinit {
    let count = unsafe storage.count
    for index in 0..<count {
      unsafe free(UnsafeMutablePointer(mutating: storage[index]))
    }
    unsafe storage.deallocate()
  }

  /// Lends the array's start, which is valid until `body` returns.
  func withPointer<Value>(
    _ body: (UnsafePointer<UnsafePointer<CChar>?>?) -> Value
  ) -> Value {
    unsafe body(UnsafePointer(storage.baseAddress))
  }
}
