import FEEL
import Monitoring
import WebPages

extension PageRequest {
  /// A sentence of an explanation, or of a finding, in the reader's language.
  func sentence(_ statement: Statement) -> String {
    statement.text(texts[statement.key.rawValue], format: parameter)
  }

  private func parameter(_ parameter: Statement.Parameter) -> String {
    switch parameter {
    case .text(let text): name(text)
    case .element(_, let label): process.words(label, texts)
    case .choice(let choices): Statement.list(choices.map(name), texts["explain.or"])
    case .number(let number): "\(number)"
    case .time(let time): moment(time)
    case .limit(let limit): formats.limit(limit)
    case .refusal(let reason): texts.text("quarantine.\(reason)") ?? reason
    }
  }

  /// Of a message if it is one; else of a pool, or what somebody has written.
  private func name(_ text: String) -> String {
    process.messageFlows[text] == nil ? texts.model(text) : MessageName.text(text, self)
  }

  /// With how far it is from now, which is what people ask.
  private func moment(_ time: Timestamp) -> String {
    let distance = formats.brief(abs(now - time))
    let relative = texts(time > now ? "time.in" : "time.ago", ["time": distance])
    return "\(formats.timeWithSeconds(time)) (\(relative))"
  }
}
