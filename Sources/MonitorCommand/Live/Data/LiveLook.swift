import FEEL
import Monitoring

/// What was read of the projection for one picture.
struct LiveLook: Sendable {
  /// Of the projection: it grows with every change.
  let generation: Int
  /// What was asked for.
  let need: LiveNeed
  let overview: Overview
  let pulse: Pulse
  let alerts: [Alert]
  var orders: OrderPage?
  /// How many orders the filter lets through.
  var count: BoundedCount?
  /// nil when nobody has reported of the order.
  var story: OrderReport?
}
