import AsyncHTTPClient
import FEEL
import Locks
import MonitorPages
import NIOCore
import ServiceLifecycle

/// Asks the parties now and then how old their outboxes are: what is not published yet cannot be heard.
final class OutboxWatch: Service {
  private static let pause = Duration.seconds(5)

  private let parties: [String: String]
  private let state: Locked<Outboxes>

  /// - Parameter parties: where each party's service is: `http://127.0.0.1:8401`.
  init(_ parties: [String: String]) {
    self.parties = parties
    state = Locked(Outboxes())
  }

  /// As the parties said it last.
  var latest: Outboxes { state.withLock { $0 } }

  func run() async throws {
    await cancelWhenGracefulShutdown { [self] in
      // Also without parties: a service that ends ends the others.
      while true {
        keep(await ask())
        do { try await Task.sleep(for: Self.pause) } catch { return }
      }
    }
  }

  private func keep(_ found: Outboxes) { state.withLock { $0 = found } }

  private func ask() async -> Outboxes {
    await withTaskGroup(of: (String, Duration?).self) { group in
      for (party, url) in parties {
        group.addTask { (party, await Self.age(at: url)) }
      }
      var outboxes = Outboxes()
      for await (party, age) in group { outboxes.ages[party] = .some(age) }
      return outboxes
    }
  }

  /// nil when the party does not answer, or not as it should.
  private static func age(at url: String) async -> Duration? {
    do {
      let response = try await HTTPClient.shared.execute(
        HTTPClientRequest(url: "\(url)/health"), timeout: .seconds(3))
      let body = try await response.body.collect(upTo: 65_536)
      return OutboxWatch.age(in: try Value(json: Array(body.readableBytesView)))
    } catch {
      // A party that is down is told as such.
      return nil
    }
  }

  /// What a party's `/health` says of its outbox.
  static func age(in health: Value) -> Duration? {
    guard let text = health["outbox"]["age"].string else { return nil }
    do { return .microseconds(try DayTimeDuration(text).microseconds) } catch { return nil }
  }
}
