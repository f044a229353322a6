/// The proleptic Gregorian calendar in whole numbers: days are counted from 1970-01-01.
///
/// Years are reckoned from March, so that the leap day is the last of its year and every month's start follows from one
/// linear formula. 400 years are one cycle of 146,097 days.
enum CivilCalendar {
  static let microsecondsPerSecond: Int64 = 1_000_000
  static let microsecondsPerMinute: Int64 = 60 * microsecondsPerSecond
  static let microsecondsPerHour: Int64 = 60 * microsecondsPerMinute
  static let microsecondsPerDay: Int64 = 24 * microsecondsPerHour

  private static let daysPerCycle = 146_097
  /// From 0000-03-01 to 1970-01-01.
  private static let epoch = 719_468

  static func isLeap(_ year: Int) -> Bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
  }

  /// The number of days of a month from 1 to 12.
  static func days(inMonth month: Int, of year: Int) -> Int {
    switch month {
    case 2: isLeap(year) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// The day number of a date whose month is 1 to 12.
  static func dayNumber(year: Int, month: Int, day: Int) -> Int {
    let marchYear = month <= 2 ? year - 1 : year
    let (cycle, yearOfCycle) = floorDivide(marchYear, by: 400)
    let monthFromMarch = (month + 9) % 12
    let dayOfYear = (153 * monthFromMarch + 2) / 5 + day - 1
    let dayOfCycle = yearOfCycle * 365 + yearOfCycle / 4 - yearOfCycle / 100 + dayOfYear
    return cycle * daysPerCycle + dayOfCycle - epoch
  }

  /// The date of a day number.
  static func date(ofDayNumber number: Int) -> (year: Int, month: Int, day: Int) {
    let (cycle, dayOfCycle) = floorDivide(number + epoch, by: daysPerCycle)
    let yearOfCycle =
      (dayOfCycle - dayOfCycle / 1460 + dayOfCycle / 36_524 - dayOfCycle / 146_096) / 365
    let dayOfYear = dayOfCycle - (365 * yearOfCycle + yearOfCycle / 4 - yearOfCycle / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    return (cycle * 400 + yearOfCycle + (month <= 2 ? 1 : 0), month, day)
  }

  /// Division that rounds down, so that times before 1970 have positive times of day.
  static func floorDivide<Number: BinaryInteger>(
    _ dividend: Number, by divisor: Number
  ) -> (quotient: Number, remainder: Number) {
    let (quotient, remainder) = dividend.quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
  }
}
