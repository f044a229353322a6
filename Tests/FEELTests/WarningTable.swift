/// What people read when an expression does not work.
enum WarningTable {
  /// Expressions that are null, and the only warning.
  static let warnings: [(String, String)] = [
    ("missing", "there is no variable 'missing'"),
    ("missing.a", "there is no variable 'missing'; there is no entry 'a' in null"),
    ("1 / 0", "division by zero"), ("0 ** -1", "division by zero"),
    ("modulo(1, 0)", "modulo(): division by zero"),
    ("1 + \"a\"", "'+' is not defined for number 1 and string \"a\""),
    ("\"a\" * 2", "'*' is not defined for string \"a\" and number 2"),
    ("1 + null", "'+' is not defined for number 1 and null"),
    ("-\"a\"", "cannot negate string \"a\""),
    ("1 = \"a\"", "cannot compare number 1 with string \"a\""),
    ("1 < null", "cannot compare number 1 with null"),
    ("null in [1..2]", "cannot compare null with number 1; cannot compare null with number 2"),
    ("true and 1", "expected true or false, found number 1"),
    ("order.zz", "there is no entry 'zz' in the context"),
    ("a.b", "a number has no property 'b'"), ("numbers[9]", "there is no element 9 in a list of 4"),
    ("numbers[0]", "there is no element 0 in a list of 4"), ("null[1]", "cannot filter null"),
    ("[1..\"a\"]", "there is no range from number to string"),
    ("[1..null]", "a range needs both ends"),
    ("10 ** 1000", "the result of 10 ** 1000 is out of range"),
    ("2 ** 1.5", "'**' needs a whole exponent, found 1.5"),
    ("1e100 * 1e100", "the result of 1e100 * 1e100 is out of range"),
    ("string length(1)", "string length(): expected a string, found number 1"),
    ("sum([1, \"a\"])", "sum(): expected numbers, found string \"a\""),
    ("min(1, \"a\")", "min(): cannot compare string with number"),
    ("number(\"x\")", "number(): \"x\" is not a number"),
    ("number(\"1 \")", "number(): \"1 \" is not a number"),
    (
      "date(\"2026-02-30\")",
      "date(): \"2026-02-30\" is not a date: expected a day written YYYY-MM-DD"
    ),
    ("assert(1, false, \"no\")", "no"),
    ("for i in 1..1000000000000 return i", "the evaluation takes more than 1000000 steps"),
    (
      "{a: \"0123456789abcdef\", b: a+a+a+a+a+a+a+a, c: b+b+b+b+b+b+b+b, d: c+c+c+c+c+c+c+c, "
        + "e: d+d+d+d+d+d+d+d, f: e+e+e+e+e+e+e+e, g: f+f+f+f+f+f+f+f, h: g}",
      "a string is longer than 1048576 bytes"
    ),
    (
      "{a: [1,1,1,1,1,1,1,1], b: [a,a,a,a,a,a,a,a], c: [b,b,b,b,b,b,b,b], d: [c,c,c,c,c,c,c,c], "
        + "e: [d,d,d,d,d,d,d,d], f: [e,e,e,e,e,e,e,e], g: [f,f,f,f,f,f,f,f]}",
      "the evaluation takes more than 1000000 steps"
    ),
    ("for i in 1..1000 return [partial]", "the evaluation takes more than 1000000 steps"),
    (
      "for i in 1..1000 return if i = 1 then 1 else [partial[-1]]",
      "a value is nested more than 64 deep"
    ),
  ]

  /// Texts that are no expressions, and the error.
  static let refusals: [(String, String)] = [
    ("", "line 1, column 1: expected a value, found the end"),
    ("1 +", "line 1, column 4: expected a value, found the end"),
    ("1 2", "line 1, column 3: expected an operator or the end, found '2'"),
    ("a\n  + * b", "line 2, column 5: expected a value, found '*'"),
    ("(1", "line 1, column 3: expected ')', found the end"),
    ("[1, 2", "line 1, column 6: expected ']', found the end"),
    ("{a 1}", "line 1, column 2: expected a key, found 'a'"),
    ("{a: 1, a: 2}", "line 1, column 8: the context has the key 'a' twice"),
    ("\"abc", "line 1, column 1: the string has no end"),
    ("/* abc", "line 1, column 1: the comment has no end"),
    ("`abc", "line 1, column 1: the quoted name has no end"),
    ("a ; b", "line 1, column 3: unexpected character ';'"),
    ("if a then b", "line 1, column 12: expected 'else', found the end"),
    ("for x return 1", "line 1, column 7: expected 'in', found 'return'"),
    ("1 < 2 < 3", "line 1, column 7: comparisons cannot be chained; join them with 'and'"),
    ("foo(1)", "line 1, column 1: there is no function 'foo'"),
    ("1 + list length([])", "line 1, column 5: there is no function 'list length'"),
    (
      "matches(\"a\", \"b\")",
      "line 1, column 1: the function 'matches' is not supported: there are no regular expressions"
    ),
    ("count()", "line 1, column 1: 'count' takes (list), found 0 arguments"),
    (
      "substring(\"a\")",
      "line 1, column 1: 'substring' takes (string, start position, length?), found 1 arguments"
    ),
    ("now(1)", "line 1, column 1: 'now' takes (), found 1 arguments"),
    (
      "date(1, 2)", "line 1, column 1: 'date' takes (from) or (year, month, day), found 2 arguments"
    ),
    ("count(lists: [])", "line 1, column 1: 'count' takes (list), found 'lists'"),
    ("substring(\"a\", start position: 1)", "line 1, column 16: name all arguments or none"),
    (
      "sort([1], 2)",
      "line 1, column 1: 'sort' needs a function with 2 parameters as its last argument"
    ),
    ("sort([1], function(x) x)", "line 1, column 1: 'sort' needs a function with 2 parameters"),
    (
      "function(x) x",
      "line 1, column 1: a function literal is only allowed as the last argument of 'sort'"
    ),
    (
      "@\"2026-13-01\"",
      "line 1, column 1: @\"2026-13-01\" is no date, time, date and time or duration"
    ),
    (
      "1 instance of thing",
      "line 1, column 15: expected a type such as number, string, list<number> or date and time, found 'thing'"
    ),
    (
      "123456789012345678901234567890123456789",
      "line 1, column 1: the number has more digits than can be kept exactly"
    ),
    ("then", "line 1, column 1: expected a name, found 'then'"),
    ("a.", "line 1, column 3: expected a name, found the end"),
    (#""\uD800""#, "line 1, column 2: the escape is no Unicode character"),
  ]
}
