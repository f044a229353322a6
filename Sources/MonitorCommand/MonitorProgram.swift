package import ArgumentParser

/// The command line of the executable `monitor`.
package enum MonitorProgram {
  package static let configuration = CommandConfiguration(
    commandName: "monitor", abstract: "Shows where every order is, at both companies.",
    discussion: """
      EXAMPLES
        monitor run
        monitor live
        monitor live --once -o json
        monitor live --watch -o jsonl
        monitor replay day.jsonl --speed 60
        monitor order list --status running --element Task_ReviewQuote
        monitor order show PO-1
        monitor explain PO-1
        monitor check
        monitor check --client-database DUET_CLIENT_DATABASE_URL
        monitor rebuild --from entries
        monitor prune --before 2026-01-01T00:00:00Z
        monitor stats --period 7d
        monitor export --format ocel --output orders.json

      SETTINGS (environment, or a file of NAME=value lines named by DUET_CONFIG; NAME_FILE names a file with the value)
        DUET_DATABASE_URL   the monitor's PostgreSQL database
        DUET_AMQP_URL       the broker whose event stream is read (run, rebuild)
        DUET_BPMN           the collaboration; bpmn/order.bpmn
        DUET_MIGRATIONS     the folder that has the folder monitor with the migrations; migrations
        DUET_HTTP_PORT      where health and metrics are told, on the loopback interface; 8403
        DUET_ALLOWED_HOSTS  names besides localhost that requests may be for: those of a proxy, separated by commas
        DUET_CLIENT_URL, DUET_SUPPLIER_URL
                            where the parties are: their pages, and how old their outboxes are
        DUET_LOG_LEVEL      trace to critical; info
        DUET_CLOCK          TIME@SPEED, a demonstration's clock, together with DUET_CLOCK_EPOCH

      EXIT CODES
        0 ok   1 a check found differences   3 not found   64 wrong usage or settings   75 not possible right now
      """,
    subcommands: [
      RunCommand.self, LiveCommand.self, ReplayCommand.self, OrderCommand.self, ExplainCommand.self,
      CheckCommand.self, RebuildCommand.self, PruneCommand.self, ExportCommand.self,
      StatsCommand.self,
    ])
}
