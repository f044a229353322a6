import Statistics
import Testing

@Suite struct ComparisonTests {
  @Test func `the same seed gives the same interval, another one a similar one`() {
    var inputs = RandomInputs(seed: 1)
    let first = Sample(inputs.durations(100))
    let second = Sample(inputs.durations(100))
    let difference = MedianDifference.between(first, second, seed: 1)
    #expect(difference == .between(first, second, seed: 1))
    guard case .value(let value, let one) = difference,
      case .value(_, let other) = MedianDifference.between(first, second, seed: 2)
    else {
      Issue.record("one hundred values are enough")
      return
    }
    #expect(one.contains(value))
    #expect(one != other)
    #expect(isClose(one.low, other.low, within: 0.2, floor: 0.3))
  }

  @Test func `too small a sample has no difference`() {
    let small = Sample([1, 2, 3])
    #expect(
      MedianDifference.between(small, Sample([1, 2, 3, 4, 5, 6, 7]), seed: 1)
        == .tooFew(count: 3, needed: 6))
  }
}
