import FEEL
import HTTPTypes
import Participant
import PartyAPI
import Testing

struct LimitTests {
  @Test func `whoever asks too much is told to wait, and everybody else is answered`() async throws
  {
    var service = Service()
    service.rateLimit = RateLimit(burst: 3, perSecond: 1)
    let answers = try await service.ask(times: 5, .get, "/orders")
    #expect(answers.prefix(3).map(\.status) == [200, 200, 200])
    #expect(answers[4].status == 429)
    #expect(answers[4].json["type"] == "/problems/too-many-requests")
    #expect(answers[4].headers[.retryAfter] == "1")
    #expect(answers[0].headers[.init("RateLimit-Limit")!] == "3")
    #expect(answers[0].headers[.init("RateLimit-Remaining")!] == "2")
  }

  @Test func `health is answered however much was asked`() async throws {
    var service = Service()
    service.rateLimit = RateLimit(burst: 1, perSecond: 1)
    let answers = try await service.ask(times: 4, .get, "/health/live")
    #expect(answers.allSatisfy { $0.status == 200 })
  }

  @Test func `a trace goes on with a span of ours`() async throws {
    let given = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
    let answer = try await Service().ask(.get, "/orders", headers: [.init("traceparent")!: given])
    let trace = try #require(answer.headers[.init("traceparent")!])
    #expect(trace.hasPrefix("00-4bf92f3577b34da6a3ce929d0e0e4736-"))
    #expect(trace.hasSuffix("-01"))
    #expect(trace != given)
  }

  @Test func `a problem names the trace as well`() async throws {
    let answer = try await Service().ask(.get, "/orders/none")
    #expect(answer.status == 404)
    #expect(answer.headers[.init("traceparent")!]?.hasPrefix("00-") == true)
  }

  @Test(
    arguments: [
      "", "00", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7",
      "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
      "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
      "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
      "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
      "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
    ])
  func `a broken trace is none`(header: String) {
    var generator = SystemRandomNumberGenerator()
    #expect(TraceContext(traceparent: header, using: &generator) == nil)
  }

  @Test func `a later version of the trace header may say more`() {
    var generator = SystemRandomNumberGenerator()
    let header = "01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00-more"
    let trace = TraceContext(traceparent: header, using: &generator)
    #expect(trace?.traceID == "4bf92f3577b34da6a3ce929d0e0e4736")
    #expect(trace?.isSampled == false)
  }

  @Test(arguments: [
    "{\"note\": \"a\\u0000b\"}", "{\"a\\u0000\": 1}", "{\"x\": [{\"y\": \"\\u0000\"}]}",
  ])
  func `a character that cannot be kept is refused`(body: String) async throws {
    let answer = try await Service().ask(.post, "/orders", body: body)
    #expect(answer.status == 422)
    #expect(answer.json["type"] == "/problems/invalid-body")
  }

  @Test(arguments: ["/orders/a%00b", "/tasks/%01.7", "/orders/a%0Ab/history"])
  func `a path with control characters is refused`(path: String) async throws {
    let answer = try await Service().ask(.get, path)
    #expect(answer.status == 400)
  }
}
