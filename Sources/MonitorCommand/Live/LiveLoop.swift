import FEEL
import Monitoring
import Terminal

/// Feeds a model with keys and pictures, and does what it wants, until somebody has seen enough.
///
/// Pictures are read beside the keys, one at a time, so that a slow database never holds a key up.
struct LiveLoop {
  let screen: Screen
  let source: any LiveSource

  private enum Event: Sendable {
    case input(ScreenInput.Event)
    case looked(Result<LiveLook?, any Error>, at: Timestamp, ReplayStatus?)
  }

  func run(_ start: LiveModel, from first: LiveLook, every interval: Duration) async {
    let (events, continuation) = AsyncStream.makeStream(of: Event.self)
    let input = ScreenInput(tickEvery: interval)
    let inputs = input.events
    await withTaskGroup { group in
      group.addTask { for await event in inputs { continuation.yield(.input(event)) } }
      var state = LoopState(model: start)
      state.model.receive(first)
      draw(state.model)
      for await event in events {
        switch state.take(event, screen) {
        case .goOn: break
        case .end:
          // At once: a database that does not answer would hold the terminal back.
          screen.leave()
          group.cancelAll()
          return
        }
        if let question = state.nextQuestion() {
          group.addTask { continuation.yield(await ask(question)) }
        }
        draw(state.model)
      }
    }
    withExtendedLifetime(input) {}
  }

  private func ask(_ question: Question) async -> Event {
    do {
      for control in question.controls { try await source.perform(control) }
      let look = try await source.look(question.need, after: question.last)
      return .looked(.success(look), at: await source.now(), await source.status())
    } catch {
      return .looked(.failure(error), at: await source.now(), await source.status())
    }
  }

  private func draw(_ model: LiveModel) {
    screen.draw(LiveScreen(model: model).lines)
  }

  private struct Question: Sendable {
    let controls: [ReplayControl]
    let need: LiveNeed
    let last: LiveLook?
  }

  private enum Verdict { case goOn, end }

  /// The model, and what is still to be asked.
  private struct LoopState {
    var model: LiveModel
    private var controls: [ReplayControl] = []
    private var isAsking = false
    private var isDue = true

    init(model: LiveModel) { self.model = model }

    mutating func take(_ event: Event, _ screen: Screen) -> Verdict {
      switch event {
      case .input(.ended): return .end
      case .input(.resized):
        screen.forget()
        model.resize(screen.size)
      case .input(.tick): isDue = true
      case .input(.key(let key)):
        for action in model.press(key) {
          switch action {
          case .quit: return .end
          case .suspend:
            screen.suspend()
            model.resize(screen.size)
          case .look: isDue = true
          case .replay(let control):
            controls.append(control)
            isDue = true
          }
        }
      case .looked(.success(let look), let now, let status):
        isAsking = false
        if let look { model.receive(look) }
        model.confirm(at: now, status)
        // A picture that answers an earlier question has to be followed by one that answers this.
        if let look, look.need != model.need { isDue = true }
      case .looked(.failure(let error), _, _):
        isAsking = false
        let reason = (error as? MonitorFailure)?.message ?? "the database cannot be reached"
        let since = model.look.map { " since \(LiveText.clock($0.overview.at))" } ?? ""
        model.fail("no picture\(since): \(reason)")
      }
      return .goOn
    }

    /// What to ask now; one question at a time.
    mutating func nextQuestion() -> Question? {
      guard isDue, !isAsking else { return nil }
      (isDue, isAsking) = (false, true)
      defer { controls = [] }
      return Question(controls: controls, need: model.need, last: model.look)
    }
  }
}
