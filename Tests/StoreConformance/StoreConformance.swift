package import Participant

/// What every store has to do, whatever it keeps its data in.
///
/// The suite is a library without a test of its own: the tests of each implementation run its cases, each with a store
/// that is empty.
package enum StoreConformance {
  /// One thing that is asked of a store.
  package struct Case: Sendable, CustomStringConvertible {
    /// A sentence.
    package let description: String
    /// Throws when the store does not do it.
    package let check: @Sendable (any StoreUnderTest) async throws -> Void

    init(
      _ description: String, check: @escaping @Sendable (any StoreUnderTest) async throws -> Void
    ) {
      self.description = description
      self.check = check
    }
  }

  package static let cases: [Case] =
    stepCases + concurrencyCases + laneCases + workCases + asideCases + recordsCases
    + orderListCases
    + taskListCases + changesCases
}

/// An empty store, and what the suite needs beside it.
package protocol StoreUnderTest: Sendable {
  var store: any Store { get }
  var records: any Records { get }

  /// Does to a lane what the death of its process would do. The lane itself is not used again.
  func killHolder(of lane: any Lane) async throws
}

/// What a store did other than it should.
package struct Nonconformity: Error, CustomStringConvertible {
  package let description: String
}

/// Throws unless a condition holds.
func expect(
  _ condition: Bool, _ what: @autoclosure () -> String, file: StaticString = #fileID,
  line: UInt = #line
) throws {
  if !condition { throw Nonconformity(description: "\(file):\(line): \(what())") }
}

/// Throws unless two values are equal.
func expect<Value: Equatable>(
  _ found: Value, is wanted: Value, _ what: String = "", file: StaticString = #fileID,
  line: UInt = #line
) throws {
  try expect(found == wanted, "\(what) found \(found), expected \(wanted)", file: file, line: line)
}

/// Throws unless a count that goes as far as a limit is true of a number.
func expect(
  _ count: BoundedCount, isHonestFor number: Int, _ limit: Int, _ what: String,
  file: StaticString = #fileID, line: UInt = #line
) throws {
  let isHonest = count.isExact ? count.value == number : count.value <= min(number, limit)
  try expect(
    isHonest && count.value <= limit, "\(what) counted \(count) of \(number)", file: file,
    line: line)
}

/// Throws unless `work` fails with a store's error that is as it should be.
func expectFailure(
  _ isExpected: (StoreError) -> Bool, file: StaticString = #fileID, line: UInt = #line,
  of work: () async throws(StoreError) -> Void
) async throws {
  do throws(StoreError) {
    try await work()
  } catch {
    try expect(isExpected(error), "failed otherwise: \(error)", file: file, line: line)
    return
  }
  try expect(false, "did not fail", file: file, line: line)
}
