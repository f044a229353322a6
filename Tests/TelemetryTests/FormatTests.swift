import Telemetry
import Testing

struct FormatTests {
  @Test(arguments: [
    (nil, ExpositionFormat.prometheus), ("", .prometheus), ("*/*", .prometheus),
    ("text/html", .prometheus), ("application/openmetrics-text", .openMetrics),
    (
      "application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,text/plain;version=0.0.4;q=0.5,*/*;q=0.1",
      .openMetrics
    ),
    ("text/plain, application/openmetrics-text; q=0.5", .prometheus),
    ("application/openmetrics-text;q=0", .prometheus),
    ("Application/OpenMetrics-Text ; q=1", .openMetrics),
  ])
  func `the format that is wanted more is given`(accept: String?, format: ExpositionFormat) {
    #expect(ExpositionFormat(accept: accept) == format)
  }
}
