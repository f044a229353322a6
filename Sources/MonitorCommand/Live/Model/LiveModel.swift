import FEEL
import MonitorPages
import Monitoring
import ProcessEngine
import Terminal

/// The screen as a value: keys and pictures go in, actions come out, and what it looks like depends on it alone.
struct LiveModel: Sendable {
  enum View: Int, CaseIterable, Sendable {
    case process, orders, alerts, activity

    var title: String {
      switch self {
      case .process: "Process"
      case .orders: "Orders"
      case .alerts: "Alerts"
      case .activity: "Activity"
      }
    }
  }

  /// An order's time line, over the view from which it was opened.
  struct Story: Hashable, Sendable {
    let order: InstanceID
    var top = 0
    var everyStep = false
  }

  /// A filter that is being typed, and what is wrong with it.
  struct Editing: Hashable, Sendable {
    var line: LineEditor
    var mistake: String?
  }

  let process: DrawnProcess
  private(set) var size: Screen.Size
  private(set) var view = View.process
  private(set) var story: Story?
  private(set) var editing: Editing?
  private(set) var isHelping = false
  private(set) var table = OrdersTable()
  /// Whether the chosen order is to be opened as soon as the table is the one that was asked for.
  private var opensWhenLoaded = false
  private(set) var cursors: [View: ListCursor] = [:]
  /// The part of the drawing that is shown; nil where it is shown as lists.
  private(set) var pan: Pan?
  private(set) var look: LiveLook?
  /// The parties' time.
  private(set) var now = Timestamp(microseconds: 0)
  private(set) var replay: ReplayStatus?
  /// What keeps the picture from being current; nil when nothing does.
  private(set) var trouble: String?

  init(process: DrawnProcess, size: Screen.Size, replay: ReplayStatus? = nil) {
    self.process = process
    self.size = size
    self.replay = replay
    if TextMapCanvas.fits(layout.drawing) { pan = Pan() }
  }

  var layout: LiveLayout { LiveLayout(size: size, isReplay: replay != nil) }

  /// What has to be read for what is shown.
  var need: LiveNeed {
    LiveNeed(orders: view == .orders ? table.need : nil, story: story?.order)
  }

  func cursor(of view: View) -> ListCursor { cursors[view] ?? ListCursor() }

  // MARK: Inputs

  /// A picture. One that answers an earlier question is not shown where it would be wrong.
  mutating func receive(_ look: LiveLook) {
    trouble = nil
    self.look = look
    now = look.overview.at
    if look.need.orders == need.orders, let page = look.orders {
      table.receive(page, count: look.count, height: layout.rows)
      if opensWhenLoaded { _ = open(table.selected?.order) }
      opensWhenLoaded = false
    }
    for view in View.allCases where view != .orders {
      cursors[view, default: ListCursor()].move(by: 0, count: count(of: view), height: layout.rows)
    }
  }

  /// The picture is that of now.
  mutating func confirm(at now: Timestamp, _ status: ReplayStatus?) {
    trouble = nil
    self.now = now
    replay = status
  }

  /// No picture could be had; the last one stays.
  mutating func fail(_ reason: String) { trouble = reason }

  mutating func resize(_ size: Screen.Size) {
    let fitted = TextMapCanvas.fits(layout.drawing)
    self.size = size
    let fits = TextMapCanvas.fits(layout.drawing)
    if fits != fitted { pan = fits ? Pan() : nil }
    table.resize(height: layout.rows)
  }

  /// A key other than those that end the program.
  mutating func press(_ key: Keystroke) -> [LiveAction] {
    opensWhenLoaded = false
    if editing != nil { return edit(key) }
    if key == .control("z") { return [.suspend] }
    if isHelping {
      isHelping = false
      return key == .character("q") ? [.quit] : []
    }
    if replay != nil, let control = ReplayControl(key) { return [.replay(control)] }
    if let actions = pressAnywhere(key) { return actions }
    if story != nil { return pressInStory(key) }
    switch view {
    case .process: return pressInProcess(key)
    case .orders: return pressInOrders(key)
    case .alerts, .activity: return pressInList(key)
    }
  }

  // MARK: Keys

  private mutating func pressAnywhere(_ key: Keystroke) -> [LiveAction]? {
    switch key {
    case .character("q"), .character("Q"), .control("d"): return [.quit]
    case .character("?"): isHelping = true
    case .control("l"), .character("R"): return [.look]
    case .tab: return show(View(rawValue: (view.rawValue + 1) % View.allCases.count) ?? .process)
    case .backTab:
      let count = View.allCases.count
      return show(View(rawValue: (view.rawValue + count - 1) % count) ?? .process)
    case .character("/"):
      editing = Editing(line: LineEditor(table.terms.text), mistake: nil)
      return show(.orders)
    case .character(let digit):
      guard let number = digit.wholeNumberValue, digit.isASCII,
        let view = View(rawValue: number - 1)
      else { return nil }
      return show(view)
    default: return nil
    }
    return []
  }

  private mutating func show(_ view: View) -> [LiveAction] {
    story = nil
    self.view = view
    return [.look]
  }

  private mutating func open(_ order: InstanceID?) -> [LiveAction] {
    guard let order else { return [] }
    story = Story(order: order)
    return [.look]
  }

  private mutating func edit(_ key: Keystroke) -> [LiveAction] {
    guard var editing else { return [] }
    switch key {
    case .escape:
      self.editing = nil
      return []
    case .enter:
      do {
        table.narrow(to: try OrderTerms(parsing: editing.line.text, map: process.map))
        self.editing = nil
        return [.look]
      } catch {
        self.editing?.mistake = "\(error)"
        return []
      }
    default:
      if editing.line.press(key) {
        editing.mistake = nil
        self.editing = editing
      }
      return []
    }
  }

  private mutating func pressInStory(_ key: Keystroke) -> [LiveAction] {
    guard var story else { return [] }
    let height = layout.body.rows
    switch key {
    case .escape, .backspace, .character("h"):
      self.story = nil
      return [.look]
    case .character("e"):
      story.everyStep.toggle()
      story.top = 0
    case .up, .character("k"): story.top -= 1
    case .down, .character("j"), .enter: story.top += 1
    case .pageUp, .control("b"): story.top -= height
    case .pageDown, .control("f"): story.top += height
    case .home, .character("g"): story.top = 0
    case .end, .character("G"): story.top = .max / 2
    case .character("n"), .character("p"):
      return openNext(key == .character("n") ? 1 : -1)
    default: return []
    }
    let most = StoryView.lines(self).count - height
    story.top = max(0, min(story.top, most))
    self.story = story
    return []
  }

  /// The order that stands after or before this one in the table from which it was opened.
  private mutating func openNext(_ distance: Int) -> [LiveAction] {
    guard view == .orders, let story,
      let index = table.orders.firstIndex(where: { $0.order == story.order }),
      table.orders.indices.contains(index + distance)
    else { return [] }
    table.select(index + distance, height: layout.rows)
    return open(table.selected?.order)
  }

  private mutating func pressInProcess(_ key: Keystroke) -> [LiveAction] {
    if key == .character("m") {
      pan = pan == nil ? Pan() : nil
      return []
    }
    let window = layout.drawing
    if pan?.press(key, window) ?? false { return [] }
    if key == .enter {
      let places = places
      guard places.indices.contains(cursor(of: .process).index) else { return [] }
      table.narrow(to: OrderTerms(at: places[cursor(of: .process).index]))
      return show(.orders)
    }
    _ = cursors[.process, default: ListCursor()].press(key, count: places.count, height: 1)
    return []
  }

  private mutating func pressInOrders(_ key: Keystroke) -> [LiveAction] {
    switch key {
    case .enter where table.isLoaded: return open(table.selected?.order)
    case .enter:
      opensWhenLoaded = true
      return []
    case .escape:
      guard !table.terms.isEmpty else { return [] }
      table.narrow(to: .none)
      return [.look]
    default:
      return table.press(key, height: layout.rows) ? [.look] : []
    }
  }

  private mutating func pressInList(_ key: Keystroke) -> [LiveAction] {
    if key == .enter {
      let index = cursor(of: view).index
      if view == .alerts {
        guard let alerts = look?.alerts, alerts.indices.contains(index) else { return [] }
        return open(alerts[index].order)
      }
      guard let steps = look?.overview.transitions, steps.indices.contains(index) else { return [] }
      return open(steps[index].order)
    }
    _ = cursors[view, default: ListCursor()].press(
      key, count: count(of: view), height: layout.rows)
    return []
  }

  private func count(of view: View) -> Int {
    switch view {
    case .process: places.count
    case .orders: table.orders.count
    case .alerts: look?.alerts.count ?? 0
    case .activity: look?.overview.transitions.count ?? 0
    }
  }

  // MARK: What is where

  /// The flow nodes with tokens, in the order of the drawing.
  var places: [String] {
    let waiting = Set(look?.overview.elements.map(\.element) ?? [])
    return process.map.pools.flatMap(\.elements).filter(waiting.contains)
  }

  var selectedPlace: String? {
    let places = places
    let index = cursor(of: .process).index
    return places.indices.contains(index) ? places[index] : nil
  }
}
