import FEEL

/// What an ended order is found by, of what people did for it.
package enum OrderMark: Hashable, Sendable {
  /// Somebody at a party completed a task of it.
  case worker(party: String, name: String)
  /// A task of it, whose work it is of this group, was completed.
  case group(party: String, name: String)
  /// Between two tasks of a party that were completed one after the other it went from one person to another.
  case handover(party: String, from: String, to: String)
  /// The due date of a task at this flow node had passed before it was completed or taken away; nil for any flow node.
  case late(String?)

  /// All of an order; each once, in no order.
  package static func all(of sides: some Sequence<OrderSide>) -> Set<OrderMark> {
    var marks: Set<OrderMark> = []
    for side in sides {
      var done: [(at: Timestamp, worker: String)] = []
      for visit in side.course.visits {
        guard let work = visit.work, let leftAt = visit.leftAt else { continue }
        if let due = work.due, due < leftAt {
          marks.formUnion([.late(visit.element), .late(nil)])
        }
        guard !visit.isTerminated else { continue }
        if let group = work.group { marks.insert(.group(party: side.id.party, name: group)) }
        guard let worker = work.worker else { continue }
        marks.insert(.worker(party: side.id.party, name: worker))
        done.append((leftAt, worker))
      }
      guard done.count > 1 else { continue }
      done.sort { ($0.at, $0.worker) < ($1.at, $1.worker) }
      for (first, second) in zip(done, done.dropFirst()) where first.worker != second.worker {
        marks.insert(.handover(party: side.id.party, from: first.worker, to: second.worker))
      }
    }
    return marks
  }
}
