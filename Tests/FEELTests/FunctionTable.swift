/// Every built-in function but the temporal ones: a call and its result as JSON.
enum FunctionTable {
  static let results: [(String, String)] =
    conversion + booleans + strings + numbers + aggregates + lists + contexts

  private static let conversion = [
    ("string(1.10)", #""1.1""#), ("string(\"a\")", #""a""#), ("string(null)", "null"),
    ("string(true)", #""true""#),
    ("string([1, \"a\"])", #""[1, \"a\"]""#), ("string({a: 1})", #""{a:1}""#),
    ("string(@\"P1D\")", #""P1D""#),
    ("number(\"1500.5\")", "1500.5"), ("number(7)", "7"),
    ("number(\"1 000,5\", \" \", \",\")", "1000.5"),
    ("number(\"1.000\", \".\")", "1000"), ("number(from: \"5\")", "5"),
    ("context([{key: \"a\", value: 1}])", #"{"a":1}"#),
  ]

  private static let booleans = [
    ("not(true)", "false"), ("not(false)", "true"), ("not(null)", "null"),
    ("true and not(no)", "true"),
    ("is defined(a)", "true"), ("is defined(zz)", "false"), ("is defined(order.zz.y)", "false"),
    ("get or else(zz, 1)", "1"), ("get or else(a, 1)", "3"),
    ("get or else(value: null, default: 2)", "2"),
    ("assert(a, a > 0)", "3"), ("assert(a, a < 0, \"a is positive\")", "null"),
    ("is(1, 1)", "true"),
    ("is(1, \"1\")", "false"),
  ]

  private static let strings = [
    ("string length(\"añ😀\")", "3"), ("upper case(\"aß1\")", #""ASS1""#),
    ("lower case(\"ABC\")", #""abc""#),
    ("contains(\"foobar\", \"ob\")", "true"), ("contains(\"foobar\", \"x\")", "false"),
    ("contains(\"a\", \"\")", "true"),
    ("starts with(\"foobar\", \"foo\")", "true"), ("ends with(\"foobar\", \"bar\")", "true"),
    ("ends with(\"a\", \"ba\")", "false"),
    ("substring before(\"foobar\", \"bar\")", #""foo""#),
    ("substring before(\"foobar\", \"x\")", #""""#),
    ("substring after(\"foobar\", \"o\")", #""obar""#),
    ("substring after(\"foobar\", \"x\")", #""""#),
    ("trim(\"  a b \")", #""a b""#), ("trim(\"  \")", #""""#),
    ("substring(\"foobar\", 3)", #""obar""#),
    ("substring(\"foobar\", 3, 3)", #""oba""#), ("substring(\"foobar\", -2, 1)", #""a""#),
    ("substring(\"foobar\", 3, 99)", #""obar""#),
    ("substring(string: \"foobar\", start position: 3)", #""obar""#),
    ("substring(\"foobar\", 0)", "null"), ("split(\"a;b;c\", \";\")", #"["a","b","c"]"#),
    ("split(\"a.b\", \"\\.\")", #"["a","b"]"#), ("split(\"a\", \"\\s\")", "null"),
    ("split(\"\", \",\")", #"[""]"#),
    ("string join([\"a\", \"b\"])", #""ab""#),
    ("string join([\"a\", null, \"b\"], \", \")", #""a, b""#),
    ("string join([\"a\", \"b\"], \",\", \"[\", \"]\")", #""[a,b]""#), ("is blank(\" \")", "true"),
  ]

  private static let numbers = [
    ("decimal(1.115, 2)", "1.12"), ("decimal(1.125, 2)", "1.12"), ("decimal(1/3, 2)", "0.33"),
    ("decimal(1250, -2)", "1200"), ("floor(1.5)", "1"), ("floor(-1.5)", "-2"),
    ("floor(-1.56, 1)", "-1.6"),
    ("ceiling(1.5)", "2"), ("ceiling(-1.5)", "-1"), ("ceiling(1.51, 1)", "1.6"),
    ("round up(5.5, 0)", "6"),
    ("round up(-5.1, 0)", "-6"), ("round down(5.5, 0)", "5"), ("round down(-5.5, 0)", "-5"),
    ("round half up(5.5, 0)", "6"), ("round half up(-5.5, 0)", "-6"),
    ("round half up(1.121, 2)", "1.12"),
    ("round half down(5.5, 0)", "5"), ("round half down(5.51, 0)", "6"),
    ("round half even(2.5, 0)", "2"),
    ("round half even(3.5)", "4"), ("floor(1, -50)", "0"), ("abs(-10)", "10"),
    ("abs(@\"-PT5H\")", #""PT5H""#),
    ("abs(@\"-P1Y\")", #""P1Y""#), ("modulo(12, 5)", "2"), ("modulo(-12, 5)", "3"),
    ("modulo(12, -5)", "-3"),
    ("modulo(10.1, 4.5)", "1.1"), ("sqrt(16)", "4"),
    ("sqrt(2)", "1.414213562373095048801688724209698"),
    ("sqrt(0.0004)", "0.02"), ("sqrt(1e40)", "100000000000000000000"), ("sqrt(0)", "0"),
    ("sqrt(-1)", "null"), ("odd(3)", "true"), ("odd(2)", "false"),
    ("odd(2.5)", "false"), ("even(2)", "true"), ("even(0)", "true"), ("even(100)", "true"),
    ("even(-3)", "false"),
  ]

  private static let aggregates = [
    ("count([1, 2, 3])", "3"), ("count(numbers[item > 9])", "0"), ("min([3, 1, 2])", "1"),
    ("min(3, 1, 2)", "1"),
    ("min([])", "null"), ("max(\"a\", \"c\", \"b\")", #""c""#),
    ("max([@\"2026-01-01\", @\"2026-02-01\"])", #""2026-02-01""#),
    ("sum([0.1, 0.2])", "0.3"), ("sum(1, 2, 3)", "6"), ("sum([])", "null"),
    ("sum([@\"PT1H\", @\"PT2H\"])", #""PT3H""#),
    ("sum(order.items.price)", "13"), ("product([2, 3, 4])", "24"), ("mean([1, 2, 3])", "2"),
    ("mean(1, 2)", "1.5"),
    ("median(8, 2, 5, 3, 4)", "4"), ("median([6, 1, 2, 3])", "2.5"), ("all([true, true])", "true"),
    ("all(true, null, false)", "false"), ("all([true, null])", "null"), ("all([])", "true"),
    ("any([false, true])", "true"),
    ("any(false, null)", "null"), ("any([])", "false"),
  ]

  private static let lists = [
    ("list contains([1, 2, 3], 2)", "true"), ("list contains([1, null], null)", "true"),
    ("list contains([1], \"1\")", "false"),
    ("append([1], 2, 3)", "[1,2,3]"), ("append(1, 2)", "[1,2]"),
    ("concatenate([1, 2], [3])", "[1,2,3]"),
    ("union([1, 2], [2, 3])", "[1,2,3]"),
    ("distinct values([1, 2, 1, \"1\", null, null])", #"[1,2,"1",null]"#),
    ("duplicate values([1, 2, 1, 1, 2])", "[1,2]"), ("reverse([1, 2, 3])", "[3,2,1]"),
    ("is empty([])", "true"),
    ("flatten([[1, [2]], 3])", "[1,2,3]"), ("index of([1, 2, 3, 2], 2)", "[2,4]"),
    ("insert before([1, 3], 1, 2)", "[2,1,3]"), ("insert before([1, 3], -1, 2)", "[1,2,3]"),
    ("insert before([1], 2, 9)", "[1,9]"),
    ("insert before(list: [1], position: 1, newItem: 0)", "[0,1]"),
    ("remove([1, 2, 3], 2)", "[1,3]"), ("remove([1, 2, 3], -1)", "[1,2]"),
    ("remove([1], 2)", "null"),
    ("sublist([1, 2, 3], 2)", "[2,3]"), ("sublist([1, 2, 3], 1, 2)", "[1,2]"),
    ("sublist([1, 2, 3], -2)", "[2,3]"),
    ("sort([3, 1, 4, 2], function(x, y) x < y)", "[1,2,3,4]"),
    ("sort(list: [3, 1, 2], precedes: function(x, y) x > y)", "[3,2,1]"),
    ("sort(order.items, function(x: context, y: context) x.price > y.price).sku", #"["B","A"]"#),
    ("partition([1, 2, 3], 2)", "[[1,2],[3]]"),
  ]

  private static let contexts = [
    ("get value({a: 1}, \"a\")", "1"), ("get value({a: {b: 2}}, [\"a\", \"b\"])", "2"),
    ("get value({a: 1}, \"z\")", "null"),
    ("get value(key: \"a\", context: {a: 1})", "1"),
    ("get entries({a: 1})", #"[{"key":"a","value":1}]"#),
    ("context put({a: 1}, \"b\", 2)", #"{"a":1,"b":2}"#),
    ("context put({a: {b: 1}}, [\"a\", \"c\"], 2)", #"{"a":{"b":1,"c":2}}"#),
    ("context put({}, [\"a\", \"b\"], 2)", #"{"a":{"b":2}}"#),
    ("context merge({a: 1}, {b: 2})", #"{"a":1,"b":2}"#),
    ("context merge([{a: 1}, {a: 2}])", #"{"a":2}"#),
  ]
}
