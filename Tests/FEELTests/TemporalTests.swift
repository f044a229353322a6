import FEEL
import SplitMix
import Testing

@Suite struct TimestampTests {
  @Test(arguments: [
    ("2026-11-21T08:30:00Z", "2026-11-21T08:30:00.000Z"),
    ("2026-11-21T08:30:00.1Z", "2026-11-21T08:30:00.100Z"),
    ("2026-11-21T08:30:00.123456Z", "2026-11-21T08:30:00.123456Z"),
    ("2026-11-21T08:30:00.1234560000Z", "2026-11-21T08:30:00.123456Z"),
    ("2026-11-21T09:30:00+01:00", "2026-11-21T08:30:00.000Z"),
    ("2026-01-01T00:30:00+01:00", "2025-12-31T23:30:00.000Z"),
    ("2024-02-29T23:59:59-05:30", "2024-03-01T05:29:59.000Z"),
    ("1969-12-31T23:59:59.999999Z", "1969-12-31T23:59:59.999999Z"),
    ("0001-01-01T00:00:00Z", "0001-01-01T00:00:00.000Z"),
    ("9999-12-31T23:59:59Z", "9999-12-31T23:59:59.000Z"),
  ])
  func `a time with any offset is normalised to UTC`(text: String, expected: String) throws {
    let timestamp = try Timestamp(text)
    #expect(timestamp.description == expected)
    #expect(try Timestamp(timestamp.description) == timestamp)
  }

  @Test(arguments: [
    "", "2026-11-21", "2026-11-21T08:30:00", "2026-11-21T08:30Z", "2026-11-21 08:30:00Z",
    "2026-02-29T00:00:00Z",
    "2026-13-01T00:00:00Z", "2026-00-01T00:00:00Z", "2026-01-32T00:00:00Z", "2026-01-01T24:00:00Z",
    "2026-01-01T00:60:00Z", "2026-01-01T00:00:60Z", "2026-01-01T00:00:00.Z",
    "2026-01-01T00:00:00.1234567Z",
    "2026-01-01T00:00:00+1:00", "2026-01-01T00:00:00+19:00", "2026-01-01T00:00:00+01:60",
    "2026-01-01T00:00:00Z ",
    "0000-01-01T00:00:00Z", "2026-01-01T00:00:00@Europe/Berlin", "٢٠٢٦-01-01T00:00:00Z",
  ])
  func `anything else is refused`(text: String) {
    let error = #expect(throws: TemporalError.self) { try Timestamp(text) }
    #expect(error?.text == text)
  }

  @Test func `an error says what is missing`() {
    let error = #expect(throws: TemporalError.self) { try Timestamp("2026-11-21T08:30:00") }
    #expect(
      error?.description == "\"2026-11-21T08:30:00\" is not a timestamp: "
        + "the offset from UTC is missing; write Z or +hh:mm")
  }

  @Test func `the epoch is zero`() throws {
    #expect(try Timestamp("1970-01-01T00:00:00Z").microseconds == 0)
    #expect(try Timestamp("2026-11-21T08:30:00Z").microseconds == 1_795_249_800_000_000)
    #expect(Timestamp(microseconds: -1).description == "1969-12-31T23:59:59.999999Z")
  }

  @Test func `durations are added and taken as differences`() throws {
    let start = try Timestamp("2026-11-21T08:30:00Z")
    let end = start.adding(.seconds(90))
    #expect(end.description == "2026-11-21T08:31:30.000Z")
    #expect(end.duration(since: start) == .seconds(90))
    #expect(start - end == .seconds(-90))
    #expect(start + .milliseconds(-1) < start)
    #expect(Timestamp(microseconds: .max).adding(.seconds(1)).microseconds == .max)
    #expect(Timestamp(microseconds: .min).adding(.seconds(-1)).microseconds == .min)
    #expect(start.adding(.seconds(Int64.max)).microseconds == .max)
  }

  @Test func `the ends of the time line can be written`() {
    #expect(Timestamp(microseconds: .max).description == "+294247-01-10T04:00:54.775807Z")
    #expect(Timestamp(microseconds: .min).description == "-290308-12-21T19:59:05.224192Z")
  }

  @Test func `random times survive writing and reading`() throws {
    var random = SplitMix64(seed: 3)
    let range =
      try Timestamp("0001-01-01T00:00:00Z")
      .microseconds...Timestamp("9999-12-31T00:00:00Z").microseconds
    for _ in 0..<5000 {
      let timestamp = Timestamp(microseconds: Int64.random(in: range, using: &random))
      #expect(try Timestamp(timestamp.description) == timestamp)
    }
  }
}

@Suite struct CalendarDateTests {
  @Test func `every day of ten thousand years follows the one before`() throws {
    var date = try #require(CalendarDate(year: 1, month: 1, day: 1))
    var fields = date.fields
    var weekday = date.weekday
    var days = 1
    while let next = date.adding(days: 1) {
      let following = next.fields
      let isNextDay = following.day == fields.day + 1 && following.month == fields.month
      let isNextMonth = following.day == 1 && (following.month == fields.month % 12 + 1)
      if !(isNextDay || isNextMonth) || next.weekday != weekday % 7 + 1
        || CalendarDate(year: following.year, month: following.month, day: following.day) != next
      {
        Issue.record("\(date) is followed by \(next)")
        return
      }
      (date, fields, weekday, days) = (next, following, next.weekday, days + 1)
    }
    #expect(date.description == "9999-12-31")
    #expect(days == 3_652_059)
  }

  @Test(arguments: [(2024, true), (2023, false), (1900, false), (2000, true), (2100, false)])
  func `leap years have a 29 February`(year: Int, isLeap: Bool) {
    #expect((CalendarDate(year: year, month: 2, day: 29) != nil) == isLeap)
  }

  @Test(arguments: [
    ("2026-01-31", 1, "2026-02-28"), ("2026-01-31", -2, "2025-11-30"),
    ("2024-02-29", 12, "2025-02-28"),
    ("2026-11-30", 3, "2027-02-28"), ("2026-01-15", -13, "2024-12-15"),
    ("2026-12-31", 1, "2027-01-31"),
  ])
  func `a month later is the same day or the last`(start: String, months: Int, end: String) throws {
    #expect(try CalendarDate(start).adding(months: months)?.description == end)
  }

  @Test func `additions beyond the calendar are refused`() throws {
    let date = try CalendarDate("2026-01-01")
    #expect(date.adding(days: .max) == nil)
    #expect(date.adding(months: .max) == nil)
    #expect(date.adding(months: .min) == nil)
    #expect(date.adding(months: -12 * 2026) == nil)
  }
}

@Suite struct DurationTests {
  @Test(arguments: [
    ("PT48H", "P2D", 172_800_000_000), ("P3DT4H5M", "P3DT4H5M", 273_900_000_000),
    ("PT0S", "PT0S", 0),
    ("P0D", "PT0S", 0), ("PT0.5S", "PT0.500S", 500_000),
    ("-PT1.000001S", "-PT1.000001S", -1_000_001),
    ("P1W", "P7D", 604_800_000_000), ("PT90M", "PT1H30M", 5_400_000_000),
    ("P1DT1S", "P1DT1S", 86_401_000_000),
  ])
  func `a days and time duration is read and written`(
    text: String, canonical: String, microseconds: Int64
  ) throws {
    let duration = try DayTimeDuration(text)
    #expect(duration.microseconds == microseconds)
    #expect(duration.description == canonical)
    #expect(try DayTimeDuration(canonical) == duration)
    #expect(duration.duration == .microseconds(microseconds))
    #expect(DayTimeDuration(duration.duration) == duration)
  }

  @Test(arguments: [
    "", "P", "PT", "P1", "1D", "P1DT", "P1Y", "P1M", "PT1D", "P1H", "PT1M1H", "PT1H1H", "P-1D",
    "PT1.5H", "PT.5S",
    "PT1S ", "P99999999999999D", "PT9223372036855S", "PT99999999999999999999S", "PT1.0000001S",
  ])
  func `what is no days and time duration is refused`(text: String) {
    #expect(throws: TemporalError.self) { try DayTimeDuration(text) }
  }

  @Test(arguments: [
    ("P1Y2M", "P1Y2M", 14), ("P14M", "P1Y2M", 14), ("P2Y", "P2Y", 24), ("-P3M", "-P3M", -3),
    ("P0M", "P0M", 0),
  ])
  func `a years and months duration is read and written`(
    text: String, canonical: String, months: Int
  ) throws {
    #expect(try YearMonthDuration(text).months == months)
    #expect(YearMonthDuration(months: months).description == canonical)
  }

  @Test(arguments: ["", "P", "P1D", "P1M1Y", "P1Y1Y", "P1", "PT1M", "P9223372036854775807Y"])
  func `what is no years and months duration is refused`(text: String) {
    #expect(throws: TemporalError.self) { try YearMonthDuration(text) }
  }
}

@Suite struct DateTimeTests {
  @Test func `a date and time is a point in time when it has an offset`() throws {
    let local = try DateTime("2026-11-21T09:30:00")
    let berlin = try DateTime("2026-11-21T09:30:00+01:00")
    #expect(local.timestamp == nil)
    #expect(try berlin.timestamp == Timestamp("2026-11-21T08:30:00Z"))
    let offset = try #require(UTCOffset(seconds: 3600))
    #expect(try DateTime(Timestamp("2026-11-21T08:30:00Z"), offset: offset) == berlin)
    #expect(DateTime(Timestamp(microseconds: .max)) == nil)
  }

  @Test func `a time zone name is refused by name`() {
    let error = #expect(throws: TemporalError.self) {
      try DateTime("2026-01-01T00:00:00@Europe/Rome")
    }
    #expect(error?.reason == "time zone names are not supported; write an offset such as +01:00")
  }
}
