import FEEL
import FoundationEssentials
import Monitoring
import SVG
import WebPages

/// Whose turn it was, as one bar and as a table whose times add up to the lead time.
struct BallModel {
  private let words: StoryWords
  private var ball: BallInCourt { words.story.ball }

  init(_ words: StoryWords) { self.words = words }

  var model: [String: Any] {
    [
      "picture": bar, "table": table,
      "key": ball.holders.map { ["text": words.name($0), "style": words.style($0)] },
      "now": words.story.isEnded
        ? false as Any
        : ball.last.map { last in
          words.texts(
            "ball.now", ["holder": words.name(last.holder), "reason": words.reason(last.reason)])
        } ?? false as Any,
    ]
  }

  private func share(_ holder: BallInCourt.Holder) -> Double {
    ball.leadTime > .zero ? ball.time(of: holder) / ball.leadTime : 0
  }

  // MARK: The bar

  private static let size = (width: 640.0, height: 34.0)

  private var bar: String {
    var x = 0.0
    var pieces: [Markup] = []
    for holder in ball.holders where share(holder) > 0 {
      let width = share(holder) * Self.size.width
      pieces.append(piece(holder, x: x, width: width))
      x += width
    }
    let title = words.texts["ball.title"]
    return Markup(
      "svg",
      [
        "class": "plot ball", "role": "img", "xmlns": "http://www.w3.org/2000/svg",
        "viewBox": "0 0 \(Self.size.width.attributeText) \(Self.size.height.attributeText)",
        "width": Self.size.width, "height": Self.size.height,
      ], [Markup("title", [:], Markup(words: title))] + pieces
    ).text
  }

  private func piece(_ holder: BallInCourt.Holder, x: Double, width: Double) -> Markup {
    let name = words.name(holder)
    let text = "\(name) \(words.formats.percent(rounded(share(holder))))"
    let fits = TextMeasure.width(of: text, size: 12) + 12 < width
    return Markup(
      "g", ["class": "turn \(words.style(holder))"],
      Markup("title", [:], Markup(words: "\(name): \(words.formats.exact(ball.time(of: holder)))")),
      Markup(
        "rect", ["class": "mark", "x": x, "y": 0, "width": width, "height": Self.size.height]),
      fits
        ? Markup(
          "text", ["class": "middle inside", "x": x + width / 2, "y": 21], Markup(words: text))
        : Markup())
  }

  private func rounded(_ share: Double) -> Decimal {
    Decimal(Int((share * 1_000).rounded())) / 1_000
  }

  // MARK: The table

  private var table: [String: Any] {
    let (texts, formats) = (words.texts, words.formats)
    let rows = ball.holders.map { holder -> [TableModel.Cell] in
      [
        .init(words.name(holder)), .init(formats.exact(ball.time(of: holder))),
        .init(formats.percent(rounded(share(holder)))),
      ]
    }
    let sum: [TableModel.Cell] = [
      .init(texts["ball.sum"]), .init(formats.exact(ball.leadTime)), .init(formats.percent(1)),
    ]
    return TableModel(
      caption: texts["ball.title"],
      columns: [
        .init(texts["ball.holder"]), .init(texts["ball.time"], isRight: true),
        .init(texts["ball.share"], isRight: true),
      ], rows: rows + [sum]
    ).model
  }
}
