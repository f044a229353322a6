import Diagram
import FEEL
import Hummingbird
import Monitoring
import ProcessEngine
import WebPages

/// `/ui/orders/{order}`: one order at both parties and between them.
struct OrderPage {
  let story: OrderStory
  let picture: OrderPicture
  let conformance: OrderConformance
  let page: PageRequest
  let words: StoryWords
  var texts: Catalogue { page.texts }
  var formats: Formats { page.formats }

  static func show(_ page: PageRequest) async throws -> Response {
    let reading = page.ports.reading
    guard let id = InstanceID(page.parameter("order")),
      let picture = try await reading.order(id)
    else { throw PageProblem.noSuchOrder }
    let entries = try await reading.entries(of: id)
    let story = OrderStory(
      of: id, entries: entries, notices: try await reading.notices(of: id, among: entries),
      map: page.process.map, now: page.now)
    let conformance = OrderConformance(of: story, entries: entries, limit: page.messageLimit)
    return OrderPage(
      story: story, picture: picture, conformance: conformance, page: page,
      words: StoryWords(story, page)
    ).response
  }

  private var response: Response {
    let reference = OrderRow.name(story.order, picture.reference)
    var model: [String: Any] = [
      "reference": reference, "order": story.order.description, "chips": chips.map(\.model),
      "buyer": picture.buyer ?? false as Any,
      "total": total ?? false as Any,
      "placed": formats.moment(story.ball.from), "lead": formats.brief(story.ball.leadTime),
      "isRunning": !story.isEnded, "parties": parties,
      "explanations": ExplanationModel(words).sections,
      "ball": BallModel(words).model, "timeLine": LaneDrawing(words).svg,
      "diagram": diagram ?? false as Any,
      "events": "/ui/events?order=\(story.order)", "pause": true, "patience": 10,
    ]
    let tables = OrderTables(words, conformance)
    model["hasVisits"] = !tables.visits.isEmpty
    model["visits"] = tables.visits
    model["hasMessages"] = !tables.messages.isEmpty
    model["messages"] = tables.messages
    model["hasDecisions"] = !tables.decisions.isEmpty
    model["decisions"] = tables.decisions
    model["hasTroubles"] = !tables.troubles.isEmpty
    model["troubles"] = tables.troubles
    model["steps"] = tables.steps
    model["findings"] = tables.findings
    model["isClean"] = conformance.isClean
    model["clock"] = story.clocks.map(page.clocks) ?? false as Any
    return page.page("order", title: "\(texts["order.title"]) \(reference)", model)
  }

  private var total: String? {
    let priced = picture.sides.filter { $0.facts.total != nil }.max { $0.updatedAt < $1.updatedAt }
    return priced?.facts.total.map { formats.money($0, priced?.facts.currency) }
  }

  private var chips: [Chip] {
    OrderCase(of: picture.sides).map { [Chip.state(of: $0, texts)] } ?? []
  }

  /// How each party has it, with the way to its own page.
  private var parties: [[String: Any]] {
    story.lanes.map { lane in
      let state =
        lane.outcome.map { Chip.outcome($0, texts) }
        ?? Chip(texts[lane.startedAt == nil ? "state.unheard" : "state.running"], .info)
      return [
        "name": texts.model(lane.party), "chip": state.model,
        "href": page.ports.link(to: story.order.description, at: lane.party) ?? false as Any,
        "own": texts("order.own", ["party": texts.model(lane.party)]),
      ]
    }
  }

  private var diagram: String? {
    page.process.drawing(texts.language).map { drawing in
      SVGDrawing(drawing, OrderMarks.marks(of: story, on: drawing, page.process))
        .svg(title: texts["order.path"])
    }
  }
}

/// The way of one order through both pools.
enum OrderMarks {
  static func marks(of story: OrderStory, on drawing: Drawing, _ process: DrawnProcess) -> Marks {
    var marks = Marks()
    for lane in story.lanes {
      for visit in lane.visits {
        let isGone = visit.ending == .terminated && marks[visit.element].progress != .done
        marks[visit.element].progress = isGone ? .gone : .done
        marks[visit.element].link = "#\(visit.id)"
      }
      for flow in lane.path.flows.keys { marks[flow].progress = .done }
      for element in lane.path.tokens.keys { marks[element].progress = .now }
    }
    for flow in drawing.flows where flow.isMessage {
      let carried = story.messages.last { message in
        message.name == process.messages[flow.id] && message.use?.element == flow.target
      }
      guard let carried else { continue }
      marks[flow.id].progress = .done
      marks[flow.id].link = "#\(carried.id)"
    }
    return marks
  }
}
