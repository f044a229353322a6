import FEEL
import Monitoring
import Terminal

/// Prints what changes, one JSON object a line, until the program is ended.
struct WatchLoop {
  let source: any LiveSource
  let console: Console

  func run(every interval: Duration) async throws {
    var changes = WatchChanges()
    var isInterrupted = false
    while !Task.isCancelled {
      do {
        if let news = try await source.news(after: changes.seen) {
          if isInterrupted { console.print(json: WatchChanges.resumed(at: news.overview.at)) }
          isInterrupted = false
          for event in changes.take(news) { console.print(json: event) }
        }
        if let status = await source.status(), status.isOver { return }
      } catch {
        // Before the first picture it is a mistake that has to be told as one.
        guard changes.seen != nil else { throw error }
        if !isInterrupted { console.print(json: WatchChanges.interrupted()) }
        isInterrupted = true
      }
      try await Task.sleep(for: interval)
    }
  }
}
