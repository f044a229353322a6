import MonitorPages
import Monitoring
import Terminal

/// One order: where it is, why it waits and for whom, and everything that happened at both parties and between them.
enum StoryView {
  /// All of it, as long as it is.
  static func lines(_ model: LiveModel) -> [TextLine] {
    guard let story = model.story, let look = model.look, look.need.story == story.order else {
      return [TextLine(.init("Reading …", .quiet))]
    }
    guard let report = look.story else {
      return [TextLine(.init("Nobody has reported of this order yet.", .quiet))]
    }
    let width = model.size.columns
    let explanation = report.story.isEnded ? [] : [TextLine()] + report.explanation(width: width)
    return report.head + explanation + [TextLine()]
      + report.swimlanes(width: width, everyStep: story.everyStep)
  }
}
