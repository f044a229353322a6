import RabbitMQ
import Testing

@Suite struct BackoffTests {
  /// Always draws the same.
  private struct Constant: RandomNumberGenerator {
    let value: UInt64
    mutating func next() -> UInt64 { value }
  }

  @Test func `the ceiling doubles up to the maximum, and starts over`() {
    var backoff = Backoff(initial: .milliseconds(100), maximum: .milliseconds(500))
    var highest = Constant(value: .max)
    var milliseconds: [Int] = []
    for _ in 0..<5 {
      milliseconds.append(Int((backoff.next(using: &highest) / .milliseconds(1)).rounded()))
    }
    #expect(milliseconds == [100, 200, 400, 500, 500])
    backoff.reset()
    #expect(backoff.next(using: &highest) <= .milliseconds(101))
  }

  @Test func `delays are spread from zero to the ceiling`() {
    var lowest = Constant(value: 0)
    var backoff = Backoff()
    #expect(backoff.next(using: &lowest) == .zero)
    for _ in 0..<50 { #expect(backoff.next() <= .seconds(5)) }
  }
}
