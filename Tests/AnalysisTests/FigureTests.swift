import Analysis
import FoundationEssentials
import Testing

@Suite struct FigureTests {
  @Test(arguments: [
    (0, "0 second"), (0.000_4, "0.4 millisecond"), (0.1234, "123 millisecond"),
    (0.9996, "1 second"), (1.5, "1.5 second"), (59.94, "59.9 second"), (59.96, "1 minute"),
    (171_936, "47.8 hour"), (172_800, "2 day"), (176_000, "2.04 day"), (-7_200, "-2 hour"),
    (8_640_000, "100 day"),
  ])
  func `durations have three digits in the largest unit that has one of them`(
    seconds: Double, text: String
  ) throws {
    let figure = try #require(Figure.duration(seconds))
    #expect("\(figure.amount) \(figure.unit.rawValue)" == text)
  }

  @Test func `close durations are told apart`() throws {
    let amounts = try [190_000.0, 192_000, 194_000].map { seconds in
      try #require(Figure.duration(seconds)).amount
    }
    #expect(Set(amounts).count == 3)
  }

  @Test func `what nobody can read is not told`() {
    #expect(Figure.number(.infinity) == nil && Figure.number(.nan) == nil)
    #expect(Figure.number(1e15) == nil)
    #expect(Figure.number(1_234.6) == 1_235 && Figure.number(9.996) == 10)
  }
}
