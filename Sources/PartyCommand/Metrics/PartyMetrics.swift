import Telemetry

/// Every metric of a party (docs/metrics.md lists them, and a test holds that list against the running service).
enum PartyMetrics {
  static var all: [MetricDescription] {
    steps + messages + work + outbox + connections + requests + ProcessMetrics.all
  }

  private static let counts: [Double] = [1, 2, 5, 10, 20, 50, 100, 200, 500]

  private static let steps: [MetricDescription] = [
    .init(
      "duet_party", .info, "Which pool this process executes, and from which definition.",
      labels: ["party", "definition"]),
    .init("duet_steps", .counter, "Steps of instances that were committed."),
    .init(
      "duet_inbound", .counter, "Things that were made a step of, by what they were.",
      labels: ["kind"]),
    .init("duet_step_batch_size", .histogram(counts), "How many things one transaction took in."),
    .init(
      "duet_step_decide_duration_seconds", .histogram(MetricDescription.durations),
      "How long loading and deciding a batch took."),
    .init(
      "duet_step_commit_duration_seconds", .histogram(MetricDescription.durations),
      "How long writing and committing a batch took."),
    .init("duet_step_failures", .counter, "Transactions that failed and were tried again."),
    .init(
      "duet_commands_turned_away", .counter,
      "Commands that were told to come again because the database was away."),
  ]

  private static let messages: [MetricDescription] = [
    .init(
      "duet_messages_received", .counter, "Messages that came in, repeated ones included.",
      labels: ["message"]),
    .init(
      "duet_messages_sent", .counter, "Messages that were committed to be sent.",
      labels: ["message"]),
    .init(
      "duet_messages_duplicate", .counter, "Messages that had been taken in before.",
      labels: ["message"]),
    .init(
      "duet_messages_parked", .counter, "Messages that came before an earlier one.",
      labels: ["message"]),
    .init(
      "duet_messages_quarantined", .counter, "Messages that nothing could be done with.",
      labels: ["message", "reason"]),
    .init(
      "duet_messages_correlated", .counter,
      "Messages that an event or task of the process has used."),
    .init("duet_parked_messages", .gauge, "Messages that wait for the gap before them to close."),
    .init(
      "duet_parked_oldest_age_seconds", .gauge,
      "How long the oldest parked message has been waiting."),
  ]

  private static let work: [MetricDescription] = [
    .init("duet_orders_begun", .counter, "Instances that began."),
    .init("duet_orders_ended", .counter, "Instances that ended.", labels: ["outcome"]),
    .init("duet_orders_running", .gauge, "Instances that have not ended."),
    .init(
      "duet_tasks_created", .counter, "Tasks for people that were opened.", labels: ["element"]),
    .init(
      "duet_tasks_completed", .counter, "Tasks that people have completed.", labels: ["element"]),
    .init("duet_tasks_open", .gauge, "Tasks that wait for people.", labels: ["element"]),
    .init(
      "duet_tasks_overdue", .gauge, "Open tasks whose due date has passed.", labels: ["element"]),
    .init("duet_timers_fired", .counter, "Timers that fired."),
    .init("duet_timers_overdue", .gauge, "Timers that should have fired more than 5 s ago."),
    .init("duet_incidents_raised", .counter, "Incidents that were raised."),
    .init("duet_incidents_open", .gauge, "Incidents that wait for an operator."),
  ]

  private static let outbox: [MetricDescription] = [
    .init(
      "duet_outbox_entries", .gauge, "Committed journal entries that the broker has not confirmed."),
    .init("duet_outbox_age_seconds", .gauge, "How long the oldest of them has been waiting."),
    .init(
      "duet_relay_window_entries", .histogram(counts),
      "How many journal entries were published together."),
    .init(
      "duet_relay_confirm_duration_seconds", .histogram(MetricDescription.durations),
      "How long the broker took to confirm a window."),
    .init(
      "duet_relay_refused", .counter,
      "Windows that the broker did not confirm; they are published again."),
  ]

  private static let connections: [MetricDescription] =
    [
      .init(
        "duet_broker_connection_up", .gauge, "Whether the connection is there.",
        labels: ["connection"]),
      .init(
        "duet_broker_connection_blocked", .gauge,
        "Whether the broker takes no messages on the connection, being short of memory or disk.",
        labels: ["connection"]),
      .init(
        "duet_broker_connections_opened", .counter, "How often the connection was established.",
        labels: ["connection"]),
    ] + PoolMetrics.all + [
      .init("duet_database_up", .gauge, "Whether the last use of the database succeeded.")
    ]

  private static let requests: [MetricDescription] = [
    .init(
      "duet_http_requests", .counter, "Requests that were answered.",
      labels: ["method", "route", "status"], limit: 1_000),
    .init(
      "duet_http_request_duration_seconds", .histogram(MetricDescription.durations),
      "How long it took until an answer began.", labels: ["route"]),
    .init("duet_http_requests_in_flight", .gauge, "Requests that are being answered."),
    .init("duet_event_streams", .gauge, "Server-sent event streams that are open."),
  ]
}
