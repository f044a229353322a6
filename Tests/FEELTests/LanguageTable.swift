/// Every construct of the language: an expression and its result as JSON. The results follow DMN 1.5 and Camunda 8.
enum LanguageTable {
  static let results: [(String, String)] =
    literals + operators + comparisons + tests + forms + lists + contexts + types

  private static let literals = [
    ("1", "1"), ("-1.50", "-1.5"), (".5", "0.5"), ("007", "7"), ("1.5e3", "1500"), ("2E-2", "0.02"),
    ("1e100", "1e100"),
    ("12345678901234567890123456789012345678", "12345678901234567890123456789012345678"),
    (#""a\"b\\c\nd""#, #""a\"b\\c\nd""#), (#""A\u00e9\U01F600""#, #""Aé😀""#), (#""\d""#, #""\\d""#),
    (#""\uD83D\uDE00""#, #""😀""#),
    ("true", "true"), ("false", "false"), ("null", "null"),
    (#"@"2026-01-01""#, #""2026-01-01""#), (#"@"P1Y2M""#, #""P1Y2M""#), (#"@"PT48H""#, #""P2D""#),
    (#"@"10:00:00Z""#, #""10:00:00Z""#),
    (#"@"2026-01-01T10:00:00+01:00""#, #""2026-01-01T10:00:00+01:00""#),
    ("name", #""Ada""#), ("`name`", #""Ada""#),
    ("1 // one\n + 2 /* two */", "3"), ("[1..5)", #""[1..5)""#), ("]1..5[", #""(1..5)""#),
  ]

  private static let operators = [
    ("1 + 2 * 3", "7"), ("(1 + 2) * 3", "9"), ("10 - 4 - 3", "3"), ("20 / 4 / 5", "1"),
    ("0.1 + 0.2", "0.3"), ("0.1 * 3", "0.3"), ("1 / 3", "0.3333333333333333333333333333333333"),
    ("2 / 3", "0.6666666666666666666666666666666667"), ("2 ** 10", "1024"), ("2 ** -2", "0.25"),
    ("2 ** 3 ** 2", "64"), ("-2 ** 2", "4"), ("9 ** 0.5", "3"), ("- a", "-3"), ("--a", "3"),
    ("3 -1", "2"),
    ("a-b", "-1"), (#""foo" + "bar""#, #""foobar""#),
    ("1000000000000 * 1000000000000", "1000000000000000000000000"),
    ("99999999999999999999 + 1", "100000000000000000000"), ("1 - 1.00", "0"), ("1.10 + 2.90", "4"),
  ]

  private static let comparisons = [
    ("1 = 1.0", "true"), ("1 != 2", "true"), ("1 < 2", "true"), ("2 <= 2", "true"),
    ("3 > 4", "false"),
    ("3 >= 3", "true"), (#""a" < "b""#, "true"), ("null = null", "true"), ("null = 1", "false"),
    ("1 != null", "true"), ("[1, 2] = [1, 2]", "true"), ("[1] = [2]", "false"),
    ("[1] = [\"a\"]", "false"),
    ("{a: 1, b: 2} = {b: 2, a: 1}", "true"), ("{a: 1} = {a: 2}", "false"),
    ("true = false", "false"),
    ("3 between 1 and 5", "true"), ("6 between 1 and 5", "false"),
    ("3 between 1 and 5 and true", "true"),
    ("[1..3] = [1..3]", "true"), ("@\"PT60M\" = @\"PT1H\"", "true"),
    ("@\"P1Y\" = @\"P12M\"", "true"),
    ("@\"10:00:00Z\" = @\"12:00:00+02:00\"", "true"),
  ]

  private static let tests = [
    ("3 in [1..5]", "true"), ("5 in [1..5)", "false"), ("1 in (1..5]", "false"),
    ("1 in ]1..5]", "false"),
    ("5 in [1..5[", "false"), ("3 in (1, 2, 3)", "true"), ("4 in (1, 2, 3)", "false"),
    ("3 in [1, 2, 3]", "true"),
    ("3 in < 5", "true"), ("3 in (> 5, < 4)", "true"), ("3 in (? > 2)", "true"),
    ("3 in (? > 2 and ? < 3)", "false"),
    ("3 in ([1..2], [3..4])", "true"), ("3 in [[1..2], [3..4]]", "true"),
    ("\"b\" in [\"a\"..\"c\"]", "true"),
    ("3 in 3", "true"), ("3 in (= 3)", "true"), ("3 in (!= 3)", "false"),
    ("1 in (2) or true", "true"),
    ("@\"2026-02-03\" in [@\"2026-01-01\"..@\"2026-12-31\"]", "true"),
    ("2 in ]1..3[ and true", "true"),
  ]

  private static let forms = [
    ("if a < b then 1 else 2", "1"), ("if null then 1 else 2", "2"),
    ("if a > b then 1 else if true then 2 else 3", "2"),
    ("for i in [1, 2, 3] return i * 2", "[2,4,6]"), ("for i in 1..3 return i", "[1,2,3]"),
    ("for i in 3..1 return i", "[3,2,1]"), ("for i in [1..3) return i", "[1,2]"),
    ("for i in (1..2) return i", "[]"),
    ("for i in [1, 2], j in [10, 20] return i + j", "[11,21,12,22]"),
    ("for i in 1..2, j in 1..i return j", "[1,1,2]"),
    ("for i in 1..5 return if i = 1 then 1 else partial[-1] * i", "[1,2,6,24,120]"),
    ("for i in 5 return i", "[5]"),
    ("for d in @\"2026-02-27\"..@\"2026-03-01\" return d.day", "[27,28,1]"),
    ("some x in [1, 2, 3] satisfies x > 2", "true"), ("some x in [1, 2] satisfies x > 2", "false"),
    ("every x in [1, 2, 3] satisfies x > 0", "true"),
    ("every x in [1, 2] satisfies x > 1", "false"),
    ("every x in [] satisfies false", "true"), ("some x in [] satisfies true", "false"),
    ("some x in [null, true] satisfies x", "true"), ("every x in [null, true] satisfies x", "null"),
    ("some x in [1, 2], y in [2, 3] satisfies x = y", "true"), ("1 + if true then 1 else 5", "2"),
  ]

  private static let lists = [
    ("[]", "[]"), ("[1, \"a\", null]", #"[1,"a",null]"#), ("numbers[1]", "1"), ("numbers[-1]", "4"),
    ("numbers[item > 2]", "[3,4]"), ("numbers[a]", "3"), ("numbers[item > 2][1]", "3"),
    ("5[1]", "5"),
    ("[][item > 1]", "[]"), ("order.items[price > 5].sku", #"["B"]"#),
    ("order.items[item.price > 3][1].sku", #""B""#),
    ("order.items.price", "[3,10]"), ("order.items[1].price", "3"),
    ("order.items[price > a].price", "[10]"),
    ("[{x: 1}, {x: 2}][x = 2]", #"[{"x":2}]"#), ("[1, 2, 3][even(item)]", "[2]"),
    ("for i in order.items return i.price * i.quantity", "[6,10]"), ("[[1, 2], [3]][1][2]", "2"),
  ]

  private static let contexts = [
    ("{}", "{}"), ("{b: 1, a: 2}", #"{"a":2,"b":1}"#), ("{a: 1, b: a + 1}", #"{"a":1,"b":2}"#),
    ("{a: 1, b: a + 1}.b", "2"), ("{\"x y\": 1}", #"{"x y":1}"#), ("{x y: 1}.`x y`", "1"),
    ("order.total", "1200"),
    ("{if: 1}.if", "1"), ("{a: {b: {c: 1}}}.a.b.c", "1"), ("[1..5).start included", "true"),
    ("[1..5).end included", "false"), ("[1..5).end", "5"), ("[1..5).start", "1"),
  ]

  private static let types = [
    ("1 instance of number", "true"), ("1 instance of string", "false"),
    ("null instance of number", "false"),
    ("null instance of Any", "false"), ("1 instance of Any", "true"),
    ("[1] instance of list<number>", "true"),
    ("[\"a\"] instance of list<number>", "false"), ("[1] instance of list", "true"),
    ("{a: 1} instance of context<a: number>", "true"),
    ("{a: 1} instance of context<b: number>", "false"),
    ("[1..2] instance of range<number>", "true"), ("@\"2026-01-01\" instance of date", "true"),
    ("@\"2026-01-01T00:00:00Z\" instance of date and time", "true"),
    ("@\"P1D\" instance of days and time duration", "true"),
    ("@\"P1Y\" instance of years and months duration", "true"),
    ("@\"10:00:00\" instance of time", "true"),
    ("true instance of boolean and true", "true"),
  ]
}
