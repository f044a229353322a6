struct PackageResources {
static let analysis_mustache: [UInt8] = Array(#####"""
{{<layout}}{{$content}}
<div class="head"><h1>{{t.nav.analysis}}</h1><div class="actions"><a class="button small" href="{{jsonHref}}">JSON</a></div></div>
<form class="bar filter" method="get" action="/ui/analysis" aria-label="{{t.analysis.choose}}">
<input type="hidden" name="heat" value="{{heatValue}}"><input type="hidden" name="bias" value="{{biasValue}}">
<div><label for="period">{{t.analysis.period}}</label><select id="period" name="period">{{#spans}}<option value="{{value}}"{{#selected}} selected{{/selected}}>{{text}}</option>{{/spans}}</select></div>
<div><label for="from">{{t.analysis.from}}</label><input type="date" id="from" name="from" value="{{filter.from}}"></div>
<div><label for="to">{{t.filter.to}}</label><input type="date" id="to" name="to" value="{{filter.to}}"></div>
<div><label for="buyer">{{t.filter.buyer}}</label><input type="text" id="buyer" name="buyer" value="{{filter.buyer}}" size="12"></div>
<div><label for="outcome">{{t.filter.outcome}}</label><select id="outcome" name="outcome"><option value="">{{t.filter.any}}</option>{{#outcomes}}<option value="{{value}}"{{#selected}} selected{{/selected}}>{{text}}</option>{{/outcomes}}</select></div>
<div><label for="sku">{{t.filter.sku}}</label><input type="text" id="sku" name="sku" value="{{filter.sku}}" size="8"></div>
<div><label for="target">{{t.analysis.targetHours}}</label><input type="text" inputmode="decimal" id="target" name="target" value="{{filter.target}}" size="6"></div>
<div><label for="versus">{{t.analysis.versus}}</label><select id="versus" name="versus">{{#versus}}<option value="{{value}}"{{#selected}} selected{{/selected}}>{{text}}</option>{{/versus}}</select></div>
<div><label for="other">{{t.analysis.other}}</label><input type="text" id="other" name="other" value="{{filter.other}}" size="10"></div>
<button class="button">{{t.filter.apply}}</button>
</form>
{{#filterError}}<div class="note bad" role="alert">{{filterError}}</div>{{/filterError}}
{{#working}}<section class="card"><div class="empty" role="status"><strong>{{t.analysis.working}}</strong>{{working}}</div></section>{{/working}}
{{#ready}}
{{> tiles}}
<nav class="bar" aria-label="{{t.analysis.sections}}">{{#places}}<a href="{{href}}">{{text}}</a> {{/places}}</nav>
<div class="stack">
{{#heat}}<section class="card zoomable" id="heat" aria-labelledby="heat-title"><header><h2 id="heat-title">{{t.analysis.heat}}</h2><nav class="tabs" aria-label="{{t.analysis.heat}}">{{#heats}}<a href="{{href}}"{{#current}} aria-current="page"{{/current}}>{{text}}</a> {{/heats}}</nav></header>
<div class="diagram" tabindex="0" role="group" aria-label="{{t.analysis.heat}}">{{{picture}}}</div></section>{{/heat}}
{{#sections}}<section class="card" id="{{id}}" aria-labelledby="{{id}}-title"><header><h2 id="{{id}}-title">{{title}}</h2>{{#link}}<a href="{{href}}">{{text}}</a>{{/link}}</header>
<div class="body">{{#notes}}<p>{{text}}</p>
{{/notes}}{{#hasCharts}}<div class="pair">{{#charts}}<div>{{> chart}}</div>
{{/charts}}</div>{{/hasCharts}}</div>
{{#tables}}<div class="body"><h3>{{caption}}</h3></div>{{#table}}{{> table}}{{/table}}
{{/tables}}</section>
{{/sections}}
<p class="soft">{{t.live.asOf}} {{#asOf}}{{> time}}{{/asOf}}. {{t.live.clock}}</p>
</div>
{{/ready}}
{{/content}}{{/layout}}

"""#####.utf8)
static let attention_mustache: [UInt8] = Array(#####"""
{{<layout}}{{$content}}
<div class="head"><h1>{{t.attention.title}}</h1><div class="sub">{{t.attention.about}}</div></div>
<div class="stack" data-live="attention">
{{#isCalm}}<div class="card empty"><strong>{{t.attention.calm}}</strong>{{t.attention.calmText}}</div>{{/isCalm}}
{{#sections}}<section class="card" id="{{key}}" aria-labelledby="{{key}}-title"><header><h2 id="{{key}}-title">{{title}} <span class="chip">{{tally}}</span></h2><span class="soft">{{about}}</span></header><div class="scroll" tabindex="0" role="group" aria-label="{{title}}"><table><thead><tr><th scope="col">{{t.order.title}}</th><th scope="col">{{t.live.party}}</th><th scope="col">{{t.attention.what}}</th><th scope="col">{{t.attention.since}}</th><th scope="col">{{t.attention.do}}</th></tr></thead><tbody>
{{#rows}}<tr><th scope="row" class="nowrap"><a href="{{href}}">{{reference}}</a></th><td>{{party}}</td><td>{{what}}{{#why}}<span class="about">{{why}}</span>{{/why}}</td><td class="nowrap">{{#since}}{{> time}}{{/since}}</td><td>{{#command}}<code class="command">{{command}}</code>{{/command}}{{#own}} <a href="{{own}}">{{ownText}}</a>{{/own}}</td></tr>
{{/rows}}</tbody></table></div></section>
{{/sections}}
<p class="soft">{{t.attention.clear}} {{#clear}}<span class="chip good">{{text}}</span> {{/clear}}</p>
</div>
{{/content}}{{/layout}}

"""#####.utf8)
static let conformance_mustache: [UInt8] = Array(#####"""
{{<layout}}{{$content}}
<div class="head"><h1>{{t.conformance.title}}</h1><div class="sub">{{t.conformance.about}}</div></div>
<div class="stack">
<div class="pair">
<section class="card" aria-labelledby="outcomes-title"><header><h2 id="outcomes-title">{{t.conformance.disputed}}</h2></header><div class="body" data-live="disputed"><p class="big"><a href="{{disputedHref}}">{{disputed}}</a></p><p class="soft">{{t.conformance.disputedAbout}} <code>monitor check</code></p></div></section>
<section class="card" aria-labelledby="clock-title"><header><h2 id="clock-title">{{t.conformance.clock}}</h2></header><div class="body" data-live="clock"><p>{{clock}}</p><p class="soft">{{t.conformance.clockAbout}} <a href="{{negativeHref}}">{{t.conformance.negative}}</a></p></div></section>
</div>
<section class="card" aria-labelledby="findings-title"><header><h2 id="findings-title">{{t.conformance.findings}}</h2></header><div data-live="findings">{{#findings}}{{> table}}{{/findings}}</div><div class="body"><p class="soft">{{t.conformance.findingsAbout}}</p></div></section>
<section class="card" aria-labelledby="messages-title"><header><h2 id="messages-title">{{t.conformance.messages}}</h2></header><div data-live="messages">{{#messages}}{{> table}}{{/messages}}</div></section>
{{#delays}}<section class="card" aria-labelledby="delays-title"><header><h2 id="delays-title">{{t.conformance.delays}}</h2></header><div class="body">{{> chart}}<p class="soft">{{sample}}</p></div></section>{{/delays}}
</div>
{{/content}}{{/layout}}

"""#####.utf8)
static let en_json: [UInt8] = Array(#####"""
{
 "site.name": "Monitor",
 "nav.live": "Live",
 "nav.orders": "Orders",
 "nav.attention": "Attention",
 "nav.conformance": "Conformance",
 "nav.past": "Time slider",
 "count.atLeast": "{number}+",
 "duration.millisecond": "{count} ms",
 "duration.second": "{count} s",
 "duration.minute": "{count} min",
 "duration.hour": "{count} h",
 "duration.day": "{count} d",
 "problem.page.title": "There is no such page",
 "problem.page.text": "The address leads nowhere.",
 "problem.order.title": "There is no such order",
 "problem.order.text": "Neither party has reported of it, or it is older than what is kept.",
 "problem.unreadable.title": "The address is wrong",
 "problem.unreadable.text": "Something in the address of this page cannot be read.",
 "problem.away.title": "The database cannot be reached",
 "problem.away.text": "The monitor shows nothing that may be wrong. It comes back by itself.",
 "live.wip": "Work in progress",
 "live.in": "Placed, last minute",
 "live.out": "Ended, last minute",
 "live.inFlight": "Messages on their way",
 "live.overdue": "Overdue tasks",
 "live.incidents": "Incidents",
 "live.freshness": "Freshness, p99",
 "live.oldest": "oldest {time}",
 "live.longest": "longest for {time}",
 "live.lastHour": "{count} in the last hour",
 "live.newest": "newest event {time} old",
 "live.diagram": "Where the orders are",
 "live.legendTokens": "Orders, messages on their way",
 "live.legendOverdue": "Overdue",
 "live.legendIncidents": "Incidents",
 "live.zoom": "Size of the drawing",
 "live.fit": "Fit",
 "live.throughput": "Orders placed and ended, by minute",
 "live.work": "Steps of the parties, by minute",
 "live.placed": "Placed",
 "live.ended": "Ended",
 "live.stepsOf": "{party}",
 "live.attention": "Needs attention",
 "live.all": "Show all",
 "live.waiting": "Where orders wait, the longest first",
 "live.newestTitle": "Changed last",
 "live.flows": "Messages between the parties",
 "live.place": "Flow node",
 "live.party": "Party",
 "live.tokens": "Here",
 "live.since": "Oldest",
 "live.asOf": "As of",
 "live.clock": "Times are in UTC, by the parties’ clock.",
 "live.ordersHere.one": "{count} order here",
 "live.ordersHere.many": "{count} orders here",
 "live.ofOverdue.one": "{count} overdue",
 "live.ofOverdue.many": "{count} overdue",
 "live.ofIncidents.one": "{count} with an incident",
 "live.ofIncidents.many": "{count} with an incident",
 "live.onTheWay.one": "{count} on its way",
 "live.onTheWay.many": "{count} on their way",
 "live.gaps.one": "{count} gap in what was heard",
 "live.gaps.many": "{count} gaps in what was heard",
 "live.unreadable.one": "{count} unreadable event",
 "live.unreadable.many": "{count} unreadable events",
 "chart.minute": "Minute",
 "chart.perMinute": "per minute",
 "message.name": "Message",
 "message.from": "From",
 "message.sent": "Sent",
 "message.received": "Received",
 "message.quarantined": "Quarantined",
 "message.onTheWay": "On their way",
 "message.oldest": "Oldest",
 "message.refused": "Refused",
 "message.unread": "Unread at the end",
 "message.disordered": "Out of order",
 "message.way": "From → to",
 "message.number": "No.",
 "message.used": "Used",
 "message.hop": "Took",
 "message.state": "State",
 "message.why": "Why",
 "message.copies": "taken in {count} times",
 "orders.all": "All",
 "orders.running": "Running",
 "orders.ended": "Ended",
 "orders.states": "States",
 "orders.search": "Reference, buyer, item, amount, order, message or trace id",
 "orders.none": "No orders yet",
 "orders.noneText": "They show as soon as either party reports one.",
 "orders.shown": "On screen:",
 "orders.everything": "All matching:",
 "filter.outcome": "Outcome",
 "filter.buyer": "Buyer",
 "filter.sku": "Item",
 "filter.from": "Placed from",
 "filter.to": "Placed to",
 "filter.min": "Total from",
 "filter.max": "Total to",
 "filter.state": "State",
 "filter.sort": "Order",
 "filter.cursor": "Page",
 "filter.remove": "Remove the restriction:",
 "filter.element": "At",
 "filter.currency": "Currency",
 "filter.placedFrom": "Placed from",
 "filter.placedTo": "Placed before",
 "filter.endedFrom": "Ended from",
 "filter.endedTo": "Ended before",
 "filter.open": "Under way at",
 "filter.finding": "With:",
 "filter.message": "Message:",
 "filter.incident": "With an incident",
 "filter.overdue": "With an overdue task",
 "filter.overlong": "For over a minute",
 "finding.unreceived": "message on its way",
 "finding.never-received": "never received",
 "finding.received-twice": "received twice",
 "finding.disordered": "out of order",
 "finding.out-of-order": "out of order",
 "finding.late": "late (over 60 s)",
 "finding.negative-hop": "before it was sent",
 "finding.quarantined": "quarantined",
 "finding.disputed": "outcomes differ",
 "finding.unread": "never asked for",
 "finding.disagreement": "disagreement",
 "state.running": "running",
 "state.disputed": "outcomes differ",
 "state.unheard": "not heard of",
 "state.inFlight": "on its way",
 "state.behind": "behind no. {number}",
 "state.early": "in the mailbox",
 "state.used": "used",
 "state.unread": "never asked for",
 "state.quarantined": "quarantined",
 "state.tooLate": "too late",
 "state.overtaken": "overtaken by no. {number}",
 "order.title": "Order",
 "order.reference": "Reference",
 "order.buyer": "Buyer",
 "order.state": "State",
 "order.where": "Where it is",
 "order.total": "Total",
 "order.lead": "Lead time",
 "order.placed": "Placed",
 "order.updated": "Changed",
 "order.incident": "incident",
 "order.missing": "steps missing",
 "order.overdue": "overdue",
 "order.own": "Page of {party}",
 "order.path": "Path",
 "order.timeLine": "Both parties on one time line",
 "order.folded": "{time} in which nothing happens, folded",
 "order.still": "still open",
 "order.why": "Why it is not over",
 "order.how": "How it ended",
 "order.showPart": "Show it",
 "order.lineLegend": "Long gaps are folded. The strip shows whose turn it was; a thick lower edge shows work after a claim.",
 "order.messages": "Messages",
 "order.decisions": "Decisions",
 "order.task": "Task",
 "order.decision": "Decision",
 "order.by": "By",
 "order.at": "When",
 "order.undone": "undone",
 "order.clean": "Both accounts agree, message by message.",
 "order.visits": "Everything it went through",
 "order.entered": "Entered",
 "order.left": "Left",
 "order.lasted": "Took",
 "order.waited": "Unclaimed",
 "order.steps": "Steps",
 "order.showSteps": "Every step of both parties",
 "order.step": "Step",
 "order.answered": "Answered",
 "order.reached": "Reached",
 "ball.title": "Ball in court",
 "ball.short": "Turn",
 "ball.broker": "Broker",
 "ball.timer": "Timer",
 "ball.now": "Now it is {holder}’s turn: {reason}.",
 "ball.holder": "Whose turn",
 "ball.time": "Time",
 "ball.share": "Share",
 "ball.sum": "Lead time",
 "ball.reason.message": "the message “{what}” is on its way",
 "ball.reason.task": "the task “{what}” is open",
 "ball.reason.incident": "an incident at “{what}”",
 "ball.reason.job": "the machine works at “{what}”",
 "ball.reason.quarantine": "the message “{what}” is in quarantine",
 "ball.reason.timer": "the timer “{what}” runs",
 "ball.reason.lateTimer": "the timer “{what}” should have fired",
 "ball.reason.silence": "nothing is known",
 "stimulus.start": "the start",
 "stimulus.message": "a message",
 "stimulus.timer": "a timer",
 "stimulus.command": "a command",
 "stimulus.claimTask": "a claim",
 "stimulus.releaseTask": "a release",
 "stimulus.completeTask": "a decision",
 "stimulus.decideTask": "a decision",
 "stimulus.task": "work on a task",
 "stimulus.job": "a job",
 "stimulus.failJob": "a failed job",
 "stimulus.resolveIncident": "an incident resolved",
 "clock.differ": "The clocks differ for certain: that of {party} is ahead of that of {reference} by {least} to {most} (about {estimate}).",
 "clock.fit": "The clocks may agree: that of {party} is ahead of that of {reference} by {least} to {most} (about {estimate}).",
 "clock.unknown": "Nothing is known of the clocks before messages have gone both ways.",
 "conformance.title": "Conformance between the parties",
 "conformance.about": "What each party owes the other, and whether both accounts agree.",
 "conformance.messages": "Messages, all of history",
 "conformance.findings": "Orders by what was wrong with a message",
 "conformance.findingsAbout": "Each number leads to its orders. On its way counts from 60 s on.",
 "conformance.delays": "From commit to commit",
 "conformance.delay": "Seconds",
 "conformance.sample": "Of the {count} orders that ended last: smallest, quartiles and greatest, by nearest rank.",
 "conformance.disputed": "Orders whose outcomes differ",
 "conformance.disputedAbout": "Both parties have ended, each with another outcome. Everything else in which the histories could differ is compared by",
 "conformance.clock": "Clocks",
 "conformance.clockAbout": "A message cannot come before it was sent: the shortest hop each way bounds the difference.",
 "conformance.negative": "Orders with a hop below zero",
 "attention.title": "Needs attention",
 "attention.about": "Everything of both parties that does not go on by itself, and where that is put right.",
 "attention.calm": "Nothing needs attention",
 "attention.calmText": "Every order goes on by itself or waits for somebody in time.",
 "attention.what": "What",
 "attention.since": "Since",
 "attention.do": "What to do",
 "attention.clear": "Nothing of:",
 "attention.step": "step {number}",
 "attention.incident": "Incidents",
 "attention.incident.about": "Work of the machine that has failed for good: an operator has it tried again.",
 "attention.missing-step": "Steps not heard",
 "attention.missing-step.about": "A later step was heard, so the picture of this order stands still.",
 "attention.timer": "Late timers",
 "attention.timer.about": "They should have fired: the party may be down.",
 "attention.message": "Messages long on their way",
 "attention.message.about": "Sent over a minute ago, and neither taken in nor refused.",
 "attention.quiet": "Quiet orders",
 "attention.quiet.about": "Nothing has happened for seven days.",
 "attention.task": "Overdue tasks",
 "attention.task.about": "Their due date has passed.",
 "attention.quarantine": "Quarantined messages",
 "attention.quarantine.about": "Put aside by their receiver; an operator can put them through again.",
 "quarantine.undecodable": "its content is not what the contract says",
 "quarantine.too-large": "too large",
 "quarantine.wrong-sender": "the broker does not vouch for its sender",
 "quarantine.unknown-type": "no such type in the contract",
 "quarantine.unknown-order": "no such order",
 "quarantine.absurd-sequence": "its number does not fit",
 "quarantine.gap-never-closed": "the messages before it never came",
 "quarantine.ended": "the order had ended",
 "quarantine.unread": "nothing asked for it before the end",
 "quarantine.not-accepted": "nothing catches it",
 "past.spans": "How much of the past",
 "past.span.hour": "Last hour",
 "past.span.day": "Last day",
 "past.span.all": "All",
 "past.slider": "Second:",
 "past.show": "Show",
 "past.exact": "Exact time (UTC)",
 "past.orders": "The orders that were under way then",
 "past.hourBack": "−1 h",
 "past.minuteBack": "−1 min",
 "past.secondBack": "−1 s",
 "past.second": "+1 s",
 "past.minute": "+1 min",
 "past.hour": "+1 h",
 "past.diagram": "Where the orders were",
 "past.chart": "Work in progress",
 "past.time": "Time",
 "past.table": "The same as a table",
 "reason.incident": "incident",
 "reason.missing-step": "step not heard",
 "reason.timer": "late timer",
 "reason.message": "long on its way",
 "reason.quiet": "quiet",
 "reason.task": "overdue",
 "node.wait": "wait for {what}",
 "node.exclusive gateway": "exclusive gateway",
 "node.parallel gateway": "parallel gateway",
 "node.inclusive gateway": "inclusive gateway",
 "node.event based gateway": "event-based gateway",
 "node.start event": "start",
 "node.end event": "end",
 "node.sub process": "subprocess",
 "node.intermediate catch event": "event",
 "node.intermediate throw event": "event",
 "node.boundary event": "boundary event",
 "node.user task": "task",
 "node.service task": "service task",
 "node.send task": "send task",
 "node.receive task": "receive task",
 "explain.waitsFor": "waits for: {holder}",
 "explain.or": "or",
 "explain.ended": "{party} has ended as {outcome} at {at}.",
 "explain.not-heard": "Nothing has been heard of the order from {party}.",
 "explain.steps-missing": "Steps of {party} have not been heard, up to step {step}.",
 "explain.not-entered": "The order has not been at “{element}” of {party}.",
 "explain.left": "{party} left “{element}” at {at}: it waits there no more.",
 "explain.waits": "{party} has been at “{element}” since {since}.",
 "explain.nothing-known": "Nothing is known that {party} waits for at “{element}”.",
 "explain.waits-for-message": "{party} has waited at “{element}” since {since} for {messages} from {partner}.",
 "explain.next-timer": "If nothing happens, the timer “{timer}” fires at {due}.",
 "explain.late-timer": "The timer “{timer}” of {party} was due at {due} and has not fired.",
 "explain.goes-on-by-timer": "It goes on by itself when the timer “{timer}” fires at {due}.",
 "explain.waits-for-timer": "{party} waits at “{element}” for the time {due} (timer “{timer}”).",
 "explain.waits-for-branch": "{party} waits at “{element}” for the other branches to arrive.",
 "explain.not-sent": "{partner} has not sent {messages} yet.",
 "explain.partner-ended": "{partner} has ended as {outcome} at {at} and will not send {messages} any more.",
 "explain.mutual-wait": "{party} and {partner} wait for each other.",
 "explain.task-open": "The task “{task}” of {party} is open since {since} for {candidates}; nobody has taken it.",
 "explain.task-open-to-all": "The task “{task}” of {party} is open since {since} for everybody; nobody has taken it.",
 "explain.task-claimed": "The task “{task}” of {party} is with {user} since {since}.",
 "explain.task-delegated": "The task “{task}” of {party} is with {user} since {since}, for {owner}, who decides.",
 "explain.task-decided": "{user} of {party} has decided the task “{task}” at {at}; that takes effect at {due} unless it is undone.",
 "explain.task-due": "It is due at {due}.",
 "explain.task-overdue": "It has been overdue since {due}.",
 "explain.incident": "“{element}” of {party} failed at {at}: {reason}. An operator of {party} has to have it tried again.",
 "explain.job-retry": "“{element}” of {party} failed at {at}: {reason}. It is tried again at {due}; attempts left: {retries}.",
 "explain.job-running": "“{element}” of {party} is being worked on by the machine since {since}.",
 "explain.message-in-flight": "{message}, number {number} of {sender}, was sent at {at} and is on its way to {receiver}.",
 "explain.message-received-unsent": "{message} was taken in by {receiver} at {at}, but nobody reports having sent it.",
 "explain.message-parked": "{message}, number {number} of {sender}, is kept by {receiver} since {at} until number {gap} has come.",
 "explain.message-behind": "{message}, number {number} of {sender}, was sent at {at}; number {gap} must be taken in before it.",
 "explain.message-early": "{message}, number {number} of {sender}, lies in the mailbox of {receiver} since {at}: nothing there asks for it yet.",
 "explain.message-used": "{message}, number {number} of {sender}, was used by {receiver} at “{element}” at {at}.",
 "explain.message-unread": "{message}, number {number} of {sender}, was taken in by {receiver}, which ended as {outcome} at {at} without asking for it.",
 "explain.message-quarantined": "{receiver} put {message}, number {number} of {sender}, into quarantine at {at}.",
 "explain.message-too-late": "{message}, number {number} of {sender}, is of no use any more: {receiver} has ended as {outcome} at {at}.",
 "explain.message-overtaken": "{message}, number {number} of {sender}, was never taken in, although number {later} was.",
 "explain.message-twice": "{receiver} took {message} in {count} times; the copies count for nothing.",
 "explain.message-duplicate": "{receiver} got {message} again at {at}: a duplicate of number {number}, left alone.",
 "explain.message-number-taken": "Number {number} of {sender} is also {other}: of two messages with one number, one is a duplicate.",
 "explain.order-unknown": "{receiver} knows no such order, and {message} begins none.",
 "explain.negative-hop": "By the clocks it came before it was sent: the clock of {receiver} is behind that of {sender}.",
 "explain.quarantine.undecodable": "Its content or a header is not what the contract says.",
 "explain.quarantine.too-large": "It is larger than a message may be.",
 "explain.quarantine.wrong-sender": "The broker does not vouch that {sender} sent it.",
 "explain.quarantine.unknown-type": "The contract has no such type or version of message.",
 "explain.quarantine.unknown-order": "{receiver} knew no such order, and {message} begins none.",
 "explain.quarantine.absurd-sequence": "Its number {number} does not continue what {receiver} had from {sender}.",
 "explain.quarantine.gap-never-closed": "The messages before it did not come in time.",
 "explain.quarantine.ended": "{receiver} had already ended as {outcome}.",
 "explain.quarantine.unread": "{receiver} ended before anything asked for it.",
 "explain.quarantine.not-accepted": "No event of {receiver} catches it, or its mailbox was full.",
 "nav.analysis": "Analysis",
 "analysis.choose": "What the analysis is of",
 "analysis.period": "Period",
 "analysis.from": "or from",
 "analysis.span.1h": "Last hour",
 "analysis.span.24h": "Last 24 hours",
 "analysis.span.7d": "Last 7 days",
 "analysis.span.30d": "Last 30 days",
 "analysis.span.90d": "Last 90 days",
 "analysis.span.365d": "Last 365 days",
 "analysis.targetHours": "Target, hours",
 "analysis.versus": "Compare with",
 "analysis.versus.none": "Nothing",
 "analysis.versus.previous": "The period before",
 "analysis.versus.outcome": "Outcome…",
 "analysis.versus.buyer": "Buyer…",
 "analysis.other": "… which",
 "analysis.unreadable": "This cannot be read and is left out: {fields}",
 "analysis.working": "The analysis is being made",
 "analysis.waits": "Other questions are first. This page comes back by itself.",
 "analysis.reads.one": "{count} order has been read. This page comes back by itself.",
 "analysis.reads.many": "{count} orders have been read. This page comes back by itself.",
 "analysis.busy": "Too many questions are waiting. This page asks again by itself.",
 "analysis.sections": "Parts of the analysis",
 "analysis.tooFew": "too few, {needed} needed",
 "analysis.range": "{from} to {to}",
 "analysis.perHour": "{rate} per hour ({from} to {to})",
 "analysis.perDay": "{rate} per day ({from} to {to})",
 "analysis.per.hour": "per hour",
 "analysis.per.day": "per day",
 "analysis.per.week": "per week",
 "analysis.placed": "Placed",
 "analysis.ended": "Ended",
 "analysis.running": "Running",
 "analysis.onAverage": "{count} on average",
 "analysis.medianLead": "Median lead time",
 "analysis.right": "Right the first time",
 "analysis.time": "Time",
 "analysis.orders": "Orders",
 "analysis.order": "Order",
 "analysis.count": "Times",
 "analysis.share": "Share",
 "analysis.interval": "95% interval",
 "analysis.age": "Age",
 "analysis.throughput": "Throughput and arrivals",
 "analysis.throughput.chart": "Orders placed and ended",
 "analysis.throughput.note": "The bands are 95% intervals of a Poisson rate. The last stretch is not over yet.",
 "analysis.present": "Work in progress",
 "analysis.cumulative.chart": "Cumulative flow",
 "analysis.little": "Little’s law: {present} orders are there on average; {throughput} an hour leave after {stay} on average, which leaves {residual} unexplained.",
 "analysis.little.drifts": "Orders pile up or run off: the law does not hold for a flow that is not steady.",
 "analysis.stability": "Stability",
 "analysis.stability.chart": "Median lead time with its natural limits",
 "analysis.stability.few": "{count} stretches with ended orders are too few for limits: 8 are needed.",
 "analysis.stability.none": "No real change: what varies is noise.",
 "analysis.stability.changes": "The process really changed at: {times}",
 "analysis.lead": "Lead time",
 "analysis.lead.note": "Of {count} orders, {running} still run and count as lasting at least as long as they have; {delayed} were there before the period and count from the age that they had when it began.",
 "analysis.lead.bias": "Leaving out those that run would shift the median by {difference}.",
 "analysis.lead.showBias": "Show what leaving out the running ones would tell",
 "analysis.lead.hideBias": "Hide what leaving out the running ones would tell",
 "analysis.lead.all": "All, with those that run",
 "analysis.lead.completed": "Ended ones only",
 "analysis.p50": "Half within",
 "analysis.p85": "85% within",
 "analysis.p95": "95% within",
 "analysis.survival.chart": "Still running by age",
 "analysis.stillRunning": "Still running",
 "analysis.histogram.chart": "Lead times of the ended orders",
 "analysis.steps": "Steps",
 "analysis.step": "Step",
 "analysis.steps.note": "Percentiles are of the stays that ended in the period, exact, with 95% intervals; “with open ones” counts those that go on as well (Kaplan–Meier). Waiting lasts until somebody claims the task.",
 "analysis.open": "Open",
 "analysis.stay50": "Stay, median",
 "analysis.stay85": "85% within",
 "analysis.stay95": "95% within",
 "analysis.stayAll": "Median with open ones",
 "analysis.wait50": "Waiting, median",
 "analysis.work50": "Work, median",
 "analysis.bottlenecks": "Bottlenecks",
 "analysis.bottlenecks.chart": "Waiting by place",
 "analysis.bottlenecks.note": "Of {total} of waiting within the period, four fifths are at: {places}",
 "analysis.waitInAll": "Waiting in all",
 "analysis.outcomes": "Outcomes",
 "analysis.outcome": "Outcome",
 "analysis.outcomes.note": "The curves take the running orders and the other ways to end into account (Aalen–Johansen); the shares are of the ended ones.",
 "analysis.outcomes.chart": "Ended so by age",
 "analysis.disputed": "The parties disagree",
 "analysis.branches": "Branches",
 "analysis.branches.note": "Of each gateway the shares add up to 100%. Running orders count for the ways that they have gone.",
 "analysis.way": "Way",
 "analysis.variants": "Variants",
 "analysis.variants.note": "The most frequent ways of the orders that ended; with all others they add up to 100%.",
 "analysis.otherWays.one": "{count} other way",
 "analysis.otherWays.many": "{count} other ways",
 "analysis.rework": "Rework",
 "analysis.rework.note": "Nothing was done twice for {share} of the ended orders.",
 "analysis.repeats": "Times again",
 "analysis.target": "Target and orders at risk",
 "analysis.target.none": "No target was given: say above within how many hours an order should be done.",
 "analysis.target.overdue": "Orders with an overdue task",
 "analysis.target.note": "{late} of all orders take longer than {target}, with those that run taken into account; {completed} of the ended ones did. {now} of the {running} that run are late already.",
 "analysis.target.atRisk": "Not late yet, the likeliest first",
 "analysis.target.late": "Will be late",
 "analysis.forecast": "Forecast",
 "analysis.forecast.note": "When the oldest running orders will be done, as far as orders that got as old tell.",
 "analysis.forecast.all": "All running orders",
 "analysis.by50": "50% by",
 "analysis.by85": "85% by",
 "analysis.by95": "95% by",
 "analysis.backTest": "How such forecasts came true",
 "analysis.promised": "Promised",
 "analysis.kept": "Kept",
 "analysis.judged": "Judged",
 "analysis.undecided": "Still to come",
 "analysis.unknown": "Not told",
 "analysis.work": "Work by person and group",
 "analysis.work.note": "Of the tasks that were completed in the period.",
 "analysis.person": "Person",
 "analysis.group": "Group",
 "analysis.tasks": "Tasks",
 "analysis.worked": "Work in all",
 "analysis.handovers": "Handovers",
 "analysis.handover": "From whom to whom",
 "analysis.comparison": "Comparison",
 "analysis.comparison.chart": "Still running by age, both groups",
 "analysis.comparison.none": "Too few orders ended to compare the curves.",
 "analysis.comparison.differs": "The curves differ by more than chance (log-rank test, p = {p}).",
 "analysis.comparison.same": "The curves differ no more than chance explains (log-rank test, p = {p}).",
 "analysis.comparison.medians": "Medians, and the second less the first",
 "analysis.comparison.shares": "Shares",
 "analysis.first": "This selection",
 "analysis.second": "Compared with",
 "analysis.difference": "Difference",
 "analysis.heat": "Heat map",
 "analysis.heat.waiting": "Waiting",
 "analysis.heat.staying": "Time",
 "analysis.heat.count": "Count",
 "analysis.heat.note": "{count} times, {time} in all, {waiting} of all waiting"
}

"""#####.utf8)
static let fr_json: [UInt8] = Array(#####"""
{
 "site.name": "Moniteur",
 "nav.live": "En direct",
 "nav.orders": "Commandes",
 "nav.attention": "À surveiller",
 "nav.conformance": "Conformité",
 "nav.past": "Retour dans le temps",
 "count.atLeast": "{number}+",
 "duration.millisecond": "{count} ms",
 "duration.second": "{count} s",
 "duration.minute": "{count} min",
 "duration.hour": "{count} h",
 "duration.day": "{count} j",
 "problem.page.title": "Cette page n’existe pas",
 "problem.page.text": "L’adresse ne mène nulle part.",
 "problem.order.title": "Cette commande n’existe pas",
 "problem.order.text": "Aucune des deux parties ne l’a signalée, ou elle est plus ancienne que ce qui est conservé.",
 "problem.unreadable.title": "L’adresse est fausse",
 "problem.unreadable.text": "Quelque chose dans l’adresse de cette page est illisible.",
 "problem.away.title": "La base de données est injoignable",
 "problem.away.text": "Le moniteur ne montre rien qui pourrait être faux. Il revient de lui-même.",
 "live.wip": "En cours",
 "live.in": "Passées, dernière minute",
 "live.out": "Terminées, dernière minute",
 "live.inFlight": "Messages en route",
 "live.overdue": "Tâches en retard",
 "live.incidents": "Incidents",
 "live.freshness": "Fraîcheur, p99",
 "live.oldest": "le plus ancien {time}",
 "live.longest": "depuis {time} au plus",
 "live.lastHour": "{count} en une heure",
 "live.newest": "dernier événement il y a {time}",
 "live.diagram": "Où en sont les commandes",
 "live.legendTokens": "Commandes, messages en route",
 "live.legendOverdue": "En retard",
 "live.legendIncidents": "Incidents",
 "live.zoom": "Taille du dessin",
 "live.fit": "Ajusté",
 "live.throughput": "Commandes passées et terminées, par minute",
 "live.work": "Étapes des parties, par minute",
 "live.placed": "Passées",
 "live.ended": "Terminées",
 "live.stepsOf": "{party}",
 "live.attention": "À surveiller",
 "live.all": "Tout voir",
 "live.waiting": "Où les commandes attendent, les plus anciennes d’abord",
 "live.newestTitle": "Derniers changements",
 "live.flows": "Messages entre les parties",
 "live.place": "Nœud",
 "live.party": "Partie",
 "live.tokens": "Ici",
 "live.since": "Plus ancien",
 "live.asOf": "État au",
 "live.clock": "Les heures sont en UTC, selon l’horloge des parties.",
 "live.ordersHere.one": "{count} commande ici",
 "live.ordersHere.many": "{count} commandes ici",
 "live.ofOverdue.one": "{count} en retard",
 "live.ofOverdue.many": "{count} en retard",
 "live.ofIncidents.one": "{count} avec un incident",
 "live.ofIncidents.many": "{count} avec un incident",
 "live.onTheWay.one": "{count} en route",
 "live.onTheWay.many": "{count} en route",
 "live.gaps.one": "{count} lacune dans ce qui a été entendu",
 "live.gaps.many": "{count} lacunes dans ce qui a été entendu",
 "live.unreadable.one": "{count} événement illisible",
 "live.unreadable.many": "{count} événements illisibles",
 "chart.minute": "Minute",
 "chart.perMinute": "par minute",
 "message.name": "Message",
 "message.from": "De",
 "message.sent": "Envoyés",
 "message.received": "Reçus",
 "message.quarantined": "En quarantaine",
 "message.onTheWay": "En route",
 "message.oldest": "Plus ancien",
 "message.refused": "Refusés",
 "message.unread": "Non lus à la fin",
 "message.disordered": "En désordre",
 "message.way": "De → à",
 "message.number": "Nº",
 "message.used": "Utilisé",
 "message.hop": "Durée",
 "message.state": "État",
 "message.why": "Pourquoi",
 "message.copies": "pris en compte {count} fois",
 "orders.all": "Toutes",
 "orders.running": "En cours",
 "orders.ended": "Terminées",
 "orders.states": "États",
 "orders.search": "Référence, acheteur, article, montant, id de commande, de message ou de trace",
 "orders.none": "Aucune commande",
 "orders.noneText": "Elles apparaissent dès que l’une des parties en signale une.",
 "orders.shown": "À l’écran :",
 "orders.everything": "Toutes celles-ci :",
 "filter.outcome": "Issue",
 "filter.buyer": "Acheteur",
 "filter.sku": "Article",
 "filter.from": "Passées du",
 "filter.to": "Passées jusqu’au",
 "filter.min": "Total dès",
 "filter.max": "Total jusqu’à",
 "filter.state": "État",
 "filter.sort": "Tri",
 "filter.cursor": "Page",
 "filter.remove": "Retirer la restriction :",
 "filter.element": "À",
 "filter.currency": "Monnaie",
 "filter.placedFrom": "Passées dès",
 "filter.placedTo": "Passées avant",
 "filter.endedFrom": "Terminées dès",
 "filter.endedTo": "Terminées avant",
 "filter.open": "En cours le",
 "filter.finding": "Avec :",
 "filter.message": "Message :",
 "filter.incident": "Avec un incident",
 "filter.overdue": "Avec une tâche en retard",
 "filter.overlong": "Depuis plus d’une minute",
 "finding.unreceived": "message en route",
 "finding.never-received": "jamais reçu",
 "finding.received-twice": "reçu deux fois",
 "finding.disordered": "en désordre",
 "finding.out-of-order": "en désordre",
 "finding.late": "tardif (plus de 60 s)",
 "finding.negative-hop": "avant son envoi",
 "finding.quarantined": "en quarantaine",
 "finding.disputed": "issues différentes",
 "finding.unread": "jamais demandé",
 "finding.disagreement": "désaccord",
 "state.running": "en cours",
 "state.disputed": "issues différentes",
 "state.unheard": "pas encore signalée",
 "state.inFlight": "en route",
 "state.behind": "derrière le nº {number}",
 "state.early": "dans la boîte",
 "state.used": "utilisé",
 "state.unread": "jamais demandé",
 "state.quarantined": "en quarantaine",
 "state.tooLate": "trop tard",
 "state.overtaken": "dépassé par le nº {number}",
 "order.title": "Commande",
 "order.reference": "Référence",
 "order.buyer": "Acheteur",
 "order.state": "État",
 "order.where": "Où elle en est",
 "order.total": "Total",
 "order.lead": "Durée totale",
 "order.placed": "Passée",
 "order.updated": "Modifiée",
 "order.incident": "incident",
 "order.missing": "étapes manquantes",
 "order.overdue": "en retard",
 "order.own": "Page chez {party}",
 "order.path": "Chemin",
 "order.timeLine": "Les deux parties sur une ligne de temps",
 "order.folded": "{time} sans rien, repliées",
 "order.still": "toujours ouvert",
 "order.why": "Pourquoi elle n’est pas finie",
 "order.how": "Comment elle a fini",
 "order.showPart": "Le voir",
 "order.lineLegend": "Les longues pauses sont repliées. La bande montre à qui était le tour ; un bord inférieur épais montre le travail après une prise en charge.",
 "order.messages": "Messages",
 "order.decisions": "Décisions",
 "order.task": "Tâche",
 "order.decision": "Décision",
 "order.by": "Par",
 "order.at": "Quand",
 "order.undone": "annulée",
 "order.clean": "Les deux récits concordent, message par message.",
 "order.visits": "Tout ce qu’elle a traversé",
 "order.entered": "Entrée",
 "order.left": "Sortie",
 "order.lasted": "Durée",
 "order.waited": "Non prise",
 "order.steps": "Étapes",
 "order.showSteps": "Chaque étape des deux parties",
 "order.step": "Étape",
 "order.answered": "Réponse à",
 "order.reached": "Atteint",
 "ball.title": "À qui le tour",
 "ball.short": "Tour",
 "ball.broker": "Courtier",
 "ball.timer": "Minuterie",
 "ball.now": "C’est maintenant le tour de {holder} : {reason}.",
 "ball.holder": "Le tour de",
 "ball.time": "Temps",
 "ball.share": "Part",
 "ball.sum": "Durée totale",
 "ball.reason.message": "le message « {what} » est en route",
 "ball.reason.task": "la tâche « {what} » est ouverte",
 "ball.reason.incident": "un incident à « {what} »",
 "ball.reason.job": "la machine travaille à « {what} »",
 "ball.reason.quarantine": "le message « {what} » est en quarantaine",
 "ball.reason.timer": "la minuterie « {what} » court",
 "ball.reason.lateTimer": "la minuterie « {what} » aurait dû se déclencher",
 "ball.reason.silence": "rien n’est connu",
 "stimulus.start": "le départ",
 "stimulus.message": "un message",
 "stimulus.timer": "une minuterie",
 "stimulus.command": "une commande d’exploitation",
 "stimulus.claimTask": "une prise en charge",
 "stimulus.releaseTask": "une remise",
 "stimulus.completeTask": "une décision",
 "stimulus.decideTask": "une décision",
 "stimulus.task": "un travail sur une tâche",
 "stimulus.job": "un travail de la machine",
 "stimulus.failJob": "un travail échoué",
 "stimulus.resolveIncident": "un incident résolu",
 "clock.differ": "Les horloges diffèrent à coup sûr : celle de {party} avance sur celle de {reference} de {least} à {most} (environ {estimate}).",
 "clock.fit": "Les horloges peuvent concorder : celle de {party} avance sur celle de {reference} de {least} à {most} (environ {estimate}).",
 "clock.unknown": "On ne sait rien des horloges avant que des messages soient allés dans les deux sens.",
 "conformance.title": "Conformité entre les parties",
 "conformance.about": "Ce que chaque partie doit à l’autre, et si les deux récits concordent.",
 "conformance.messages": "Messages, depuis le début",
 "conformance.findings": "Commandes selon ce qui n’allait pas avec un message",
 "conformance.findingsAbout": "Chaque nombre mène à ses commandes. En route compte à partir de 60 s.",
 "conformance.delays": "De validation à validation",
 "conformance.delay": "Secondes",
 "conformance.sample": "Sur les {count} commandes terminées en dernier : minimum, quartiles et maximum, au rang le plus proche.",
 "conformance.disputed": "Commandes dont les issues diffèrent",
 "conformance.disputedAbout": "Les deux parties ont terminé, chacune avec une autre issue. Tout le reste est comparé par",
 "conformance.clock": "Horloges",
 "conformance.clockAbout": "Un message ne peut arriver avant son envoi : le trajet le plus court dans chaque sens borne la différence.",
 "conformance.negative": "Commandes avec un trajet négatif",
 "attention.title": "À surveiller",
 "attention.about": "Tout ce qui, chez les deux parties, n’avance pas tout seul, et où l’on y remédie.",
 "attention.calm": "Rien à surveiller",
 "attention.calmText": "Chaque commande avance seule ou attend quelqu’un dans les temps.",
 "attention.what": "Quoi",
 "attention.since": "Depuis",
 "attention.do": "Que faire",
 "attention.clear": "Rien de :",
 "attention.step": "étape {number}",
 "attention.incident": "Incidents",
 "attention.incident.about": "Travail de la machine qui a échoué pour de bon : un exploitant le fait réessayer.",
 "attention.missing-step": "Étapes non entendues",
 "attention.missing-step.about": "Une étape ultérieure a été entendue : l’image de cette commande est arrêtée.",
 "attention.timer": "Minuteries en retard",
 "attention.timer.about": "Elles auraient dû se déclencher : la partie est peut-être arrêtée.",
 "attention.message": "Messages longtemps en route",
 "attention.message.about": "Envoyés il y a plus d’une minute, ni pris en compte ni refusés.",
 "attention.quiet": "Commandes silencieuses",
 "attention.quiet.about": "Rien ne s’est passé depuis sept jours.",
 "attention.task": "Tâches en retard",
 "attention.task.about": "Leur échéance est passée.",
 "attention.quarantine": "Messages en quarantaine",
 "attention.quarantine.about": "Mis de côté par leur destinataire ; un exploitant peut les faire repasser.",
 "quarantine.undecodable": "contenu contraire au contrat",
 "quarantine.too-large": "trop grand",
 "quarantine.wrong-sender": "expéditeur non garanti par le courtier",
 "quarantine.unknown-type": "type absent du contrat",
 "quarantine.unknown-order": "commande inconnue",
 "quarantine.absurd-sequence": "numéro incohérent",
 "quarantine.gap-never-closed": "les messages précédents ne sont jamais venus",
 "quarantine.ended": "la commande était finie",
 "quarantine.unread": "rien ne l’a demandé avant la fin",
 "quarantine.not-accepted": "rien ne l’attend",
 "past.spans": "Étendue du passé",
 "past.span.hour": "Dernière heure",
 "past.span.day": "Dernier jour",
 "past.span.all": "Tout",
 "past.slider": "Seconde :",
 "past.show": "Voir",
 "past.exact": "Heure exacte (UTC)",
 "past.orders": "Les commandes alors en cours",
 "past.hourBack": "−1 h",
 "past.minuteBack": "−1 min",
 "past.secondBack": "−1 s",
 "past.second": "+1 s",
 "past.minute": "+1 min",
 "past.hour": "+1 h",
 "past.diagram": "Où en étaient les commandes",
 "past.chart": "Travail en cours",
 "past.time": "Heure",
 "past.table": "La même chose en tableau",
 "reason.incident": "incident",
 "reason.missing-step": "étape non entendue",
 "reason.timer": "minuterie en retard",
 "reason.message": "longtemps en route",
 "reason.quiet": "silencieuse",
 "reason.task": "en retard",
 "node.wait": "attendre {what}",
 "node.exclusive gateway": "passerelle exclusive",
 "node.parallel gateway": "passerelle parallèle",
 "node.inclusive gateway": "passerelle inclusive",
 "node.event based gateway": "passerelle événementielle",
 "node.start event": "départ",
 "node.end event": "fin",
 "node.sub process": "sous-processus",
 "node.intermediate catch event": "événement",
 "node.intermediate throw event": "événement",
 "node.boundary event": "événement de bord",
 "node.user task": "tâche",
 "node.service task": "tâche de service",
 "node.send task": "envoi",
 "node.receive task": "réception",
 "explain.waitsFor": "attend : {holder}",
 "explain.or": "ou",
 "explain.ended": "{party} a terminé avec l’issue {outcome} le {at}.",
 "explain.not-heard": "Rien n’a été entendu de la commande chez {party}.",
 "explain.steps-missing": "Des étapes de {party} n’ont pas été entendues, jusqu’à l’étape {step}.",
 "explain.not-entered": "La commande n’a pas été à « {element} » chez {party}.",
 "explain.left": "{party} a quitté « {element} » le {at} : elle n’y attend plus.",
 "explain.waits": "{party} est à « {element} » depuis le {since}.",
 "explain.nothing-known": "On ne sait pas ce que {party} attend à « {element} ».",
 "explain.waits-for-message": "{party} attend à « {element} » depuis le {since} : {messages} de {partner}.",
 "explain.next-timer": "Si rien ne se passe, la minuterie « {timer} » se déclenche le {due}.",
 "explain.late-timer": "La minuterie « {timer} » de {party} était due le {due} et ne s’est pas déclenchée.",
 "explain.goes-on-by-timer": "Cela reprend tout seul quand la minuterie « {timer} » se déclenche le {due}.",
 "explain.waits-for-timer": "{party} attend à « {element} » l’heure du {due} (minuterie « {timer} »).",
 "explain.waits-for-branch": "{party} attend à « {element} » l’arrivée des autres branches.",
 "explain.not-sent": "{partner} n’a pas encore envoyé {messages}.",
 "explain.partner-ended": "{partner} a terminé avec l’issue {outcome} le {at} et n’enverra plus {messages}.",
 "explain.mutual-wait": "{party} et {partner} s’attendent l’un l’autre.",
 "explain.task-open": "La tâche « {task} » de {party} est ouverte depuis le {since} pour {candidates} ; personne ne l’a prise.",
 "explain.task-open-to-all": "La tâche « {task} » de {party} est ouverte à tous depuis le {since} ; personne ne l’a prise.",
 "explain.task-claimed": "La tâche « {task} » de {party} est chez {user} depuis le {since}.",
 "explain.task-delegated": "La tâche « {task} » de {party} est chez {user} depuis le {since}, pour {owner}, qui décide.",
 "explain.task-decided": "{user} de {party} a décidé la tâche « {task} » le {at} ; cela prend effet le {due} sauf annulation.",
 "explain.task-due": "Elle est due le {due}.",
 "explain.task-overdue": "Elle est en retard depuis le {due}.",
 "explain.incident": "« {element} » de {party} a échoué le {at} : {reason}. Un exploitant de {party} doit le faire réessayer.",
 "explain.job-retry": "« {element} » de {party} a échoué le {at} : {reason}. Nouvel essai le {due} ; essais restants : {retries}.",
 "explain.job-running": "La machine travaille à « {element} » de {party} depuis le {since}.",
 "explain.message-in-flight": "{message}, numéro {number} de {sender}, envoyé le {at}, est en route vers {receiver}.",
 "explain.message-received-unsent": "{message} a été pris en compte par {receiver} le {at}, mais personne ne dit l’avoir envoyé.",
 "explain.message-parked": "{message}, numéro {number} de {sender}, est gardé par {receiver} depuis le {at} jusqu’à l’arrivée du numéro {gap}.",
 "explain.message-behind": "{message}, numéro {number} de {sender}, a été envoyé le {at} ; le numéro {gap} doit être pris en compte avant lui.",
 "explain.message-early": "{message}, numéro {number} de {sender}, est dans la boîte de {receiver} depuis le {at} : rien ne l’y demande encore.",
 "explain.message-used": "{message}, numéro {number} de {sender}, a été utilisé par {receiver} à « {element} » le {at}.",
 "explain.message-unread": "{message}, numéro {number} de {sender}, a été pris en compte par {receiver}, qui a terminé avec l’issue {outcome} le {at} sans le demander.",
 "explain.message-quarantined": "{receiver} a mis {message}, numéro {number} de {sender}, en quarantaine le {at}.",
 "explain.message-too-late": "{message}, numéro {number} de {sender}, ne sert plus : {receiver} a terminé avec l’issue {outcome} le {at}.",
 "explain.message-overtaken": "{message}, numéro {number} de {sender}, n’a jamais été pris en compte, alors que le numéro {later} l’a été.",
 "explain.message-twice": "{receiver} a pris {message} en compte {count} fois ; les copies ne comptent pas.",
 "explain.message-duplicate": "{receiver} a reçu {message} encore une fois le {at} : une copie du numéro {number}, laissée de côté.",
 "explain.message-number-taken": "Le numéro {number} de {sender} est aussi {other} : de deux messages au même numéro, l’un est une copie.",
 "explain.order-unknown": "{receiver} ne connaît pas cette commande, et {message} n’en commence aucune.",
 "explain.negative-hop": "D’après les horloges il est arrivé avant son envoi : celle de {receiver} retarde sur celle de {sender}.",
 "explain.quarantine.undecodable": "Son contenu ou un en-tête n’est pas ce que dit le contrat.",
 "explain.quarantine.too-large": "Il est plus grand qu’un message ne peut l’être.",
 "explain.quarantine.wrong-sender": "Le courtier ne garantit pas que {sender} l’a envoyé.",
 "explain.quarantine.unknown-type": "Le contrat n’a pas ce type ou cette version de message.",
 "explain.quarantine.unknown-order": "{receiver} ne connaissait pas cette commande, et {message} n’en commence aucune.",
 "explain.quarantine.absurd-sequence": "Son numéro {number} ne suit pas ce que {receiver} avait de {sender}.",
 "explain.quarantine.gap-never-closed": "Les messages avant lui ne sont pas arrivés à temps.",
 "explain.quarantine.ended": "{receiver} avait déjà terminé avec l’issue {outcome}.",
 "explain.quarantine.unread": "{receiver} a terminé avant que rien ne le demande.",
 "explain.quarantine.not-accepted": "Aucun événement de {receiver} ne l’attend, ou sa boîte était pleine.",
 "nav.analysis": "Analyse",
 "analysis.choose": "Objet de l’analyse",
 "analysis.period": "Période",
 "analysis.from": "ou du",
 "analysis.span.1h": "Dernière heure",
 "analysis.span.24h": "Dernières 24 heures",
 "analysis.span.7d": "7 derniers jours",
 "analysis.span.30d": "30 derniers jours",
 "analysis.span.90d": "90 derniers jours",
 "analysis.span.365d": "365 derniers jours",
 "analysis.targetHours": "Objectif, heures",
 "analysis.versus": "Comparer avec",
 "analysis.versus.none": "Rien",
 "analysis.versus.previous": "La période précédente",
 "analysis.versus.outcome": "Issue…",
 "analysis.versus.buyer": "Acheteur…",
 "analysis.other": "… laquelle",
 "analysis.unreadable": "Illisible, donc ignoré : {fields}",
 "analysis.working": "L’analyse est en cours",
 "analysis.waits": "D’autres questions passent d’abord. Cette page revient d’elle-même.",
 "analysis.reads.one": "{count} commande lue. Cette page revient d’elle-même.",
 "analysis.reads.many": "{count} commandes lues. Cette page revient d’elle-même.",
 "analysis.busy": "Trop de questions attendent. Cette page redemande d’elle-même.",
 "analysis.sections": "Parties de l’analyse",
 "analysis.tooFew": "trop peu, il en faut {needed}",
 "analysis.range": "{from} à {to}",
 "analysis.perHour": "{rate} par heure ({from} à {to})",
 "analysis.perDay": "{rate} par jour ({from} à {to})",
 "analysis.per.hour": "par heure",
 "analysis.per.day": "par jour",
 "analysis.per.week": "par semaine",
 "analysis.placed": "Passées",
 "analysis.ended": "Terminées",
 "analysis.running": "En cours",
 "analysis.onAverage": "{count} en moyenne",
 "analysis.medianLead": "Délai médian",
 "analysis.right": "Bon du premier coup",
 "analysis.time": "Temps",
 "analysis.orders": "Commandes",
 "analysis.order": "Commande",
 "analysis.count": "Fois",
 "analysis.share": "Part",
 "analysis.interval": "Intervalle à 95 %",
 "analysis.age": "Âge",
 "analysis.throughput": "Débit et arrivées",
 "analysis.throughput.chart": "Commandes passées et terminées",
 "analysis.throughput.note": "Les bandes sont des intervalles à 95 % d’un taux de Poisson. Le dernier intervalle n’est pas terminé.",
 "analysis.present": "Encours",
 "analysis.cumulative.chart": "Flux cumulé",
 "analysis.little": "Loi de Little : {present} commandes présentes en moyenne ; {throughput} par heure partent après {stay} en moyenne, ce qui en laisse {residual} inexpliquées.",
 "analysis.little.drifts": "Les commandes s’accumulent ou s’épuisent : la loi ne vaut pas pour un flux instable.",
 "analysis.stability": "Stabilité",
 "analysis.stability.chart": "Délai médian et ses limites naturelles",
 "analysis.stability.few": "{count} intervalles avec des commandes terminées ne suffisent pas pour des limites : il en faut 8.",
 "analysis.stability.none": "Aucun vrai changement : ce qui varie est du bruit.",
 "analysis.stability.changes": "Le processus a vraiment changé le : {times}",
 "analysis.lead": "Délai",
 "analysis.lead.note": "Sur {count} commandes, {running} sont encore en cours et comptent pour au moins leur âge ; {delayed} étaient là avant la période et comptent à partir de l’âge qu’elles avaient à son début.",
 "analysis.lead.bias": "Ignorer celles en cours décalerait la médiane de {difference}.",
 "analysis.lead.showBias": "Montrer l’effet d’ignorer celles en cours",
 "analysis.lead.hideBias": "Masquer l’effet d’ignorer celles en cours",
 "analysis.lead.all": "Toutes, y compris en cours",
 "analysis.lead.completed": "Terminées seulement",
 "analysis.p50": "La moitié en",
 "analysis.p85": "85 % en",
 "analysis.p95": "95 % en",
 "analysis.survival.chart": "Encore en cours selon l’âge",
 "analysis.stillRunning": "Encore en cours",
 "analysis.histogram.chart": "Délais des commandes terminées",
 "analysis.steps": "Étapes",
 "analysis.step": "Étape",
 "analysis.steps.note": "Les centiles portent sur les séjours terminés dans la période, exacts, avec intervalles à 95 % ; « avec ceux en cours » compte aussi ceux qui durent (Kaplan–Meier). L’attente dure jusqu’à ce que quelqu’un prenne la tâche.",
 "analysis.open": "Ouverts",
 "analysis.stay50": "Séjour médian",
 "analysis.stay85": "85 % en",
 "analysis.stay95": "95 % en",
 "analysis.stayAll": "Médiane avec ceux en cours",
 "analysis.wait50": "Attente médiane",
 "analysis.work50": "Travail médian",
 "analysis.bottlenecks": "Goulots d’étranglement",
 "analysis.bottlenecks.chart": "Attente par endroit",
 "analysis.bottlenecks.note": "Sur {total} d’attente dans la période, quatre cinquièmes sont à : {places}",
 "analysis.waitInAll": "Attente totale",
 "analysis.outcomes": "Issues",
 "analysis.outcome": "Issue",
 "analysis.outcomes.note": "Les courbes tiennent compte des commandes en cours et des autres issues (Aalen–Johansen) ; les parts portent sur celles qui sont terminées.",
 "analysis.outcomes.chart": "Issue selon l’âge",
 "analysis.disputed": "Les parties sont en désaccord",
 "analysis.branches": "Branches",
 "analysis.branches.note": "Pour chaque branchement, les parts font 100 %. Les commandes en cours comptent pour les chemins déjà pris.",
 "analysis.way": "Chemin",
 "analysis.variants": "Variantes",
 "analysis.variants.note": "Les chemins les plus fréquents des commandes terminées ; avec tous les autres, ils font 100 %.",
 "analysis.otherWays.one": "{count} autre chemin",
 "analysis.otherWays.many": "{count} autres chemins",
 "analysis.rework": "Reprises",
 "analysis.rework.note": "Rien n’a été fait deux fois pour {share} des commandes terminées.",
 "analysis.repeats": "Répétitions",
 "analysis.target": "Objectif et commandes à risque",
 "analysis.target.none": "Aucun objectif donné : indiquez plus haut en combien d’heures une commande doit être finie.",
 "analysis.target.overdue": "Commandes avec une tâche en retard",
 "analysis.target.note": "{late} de toutes les commandes prennent plus de {target}, en tenant compte de celles en cours ; {completed} de celles terminées. {now} des {running} en cours sont déjà en retard.",
 "analysis.target.atRisk": "Pas encore en retard, les plus probables d’abord",
 "analysis.target.late": "Sera en retard",
 "analysis.forecast": "Prévision",
 "analysis.forecast.note": "Quand les plus anciennes commandes en cours seront finies, d’après celles qui ont atteint le même âge.",
 "analysis.forecast.all": "Toutes les commandes en cours",
 "analysis.by50": "50 % le",
 "analysis.by85": "85 % le",
 "analysis.by95": "95 % le",
 "analysis.backTest": "Comment de telles prévisions se sont réalisées",
 "analysis.promised": "Promis",
 "analysis.kept": "Tenu",
 "analysis.judged": "Jugées",
 "analysis.undecided": "À venir",
 "analysis.unknown": "Sans prévision",
 "analysis.work": "Travail par personne et par groupe",
 "analysis.work.note": "Des tâches terminées dans la période.",
 "analysis.person": "Personne",
 "analysis.group": "Groupe",
 "analysis.tasks": "Tâches",
 "analysis.worked": "Travail total",
 "analysis.handovers": "Passages de main",
 "analysis.handover": "De qui à qui",
 "analysis.comparison": "Comparaison",
 "analysis.comparison.chart": "Encore en cours selon l’âge, les deux groupes",
 "analysis.comparison.none": "Trop peu de commandes terminées pour comparer les courbes.",
 "analysis.comparison.differs": "Les courbes diffèrent plus que le hasard (test du log-rank, p = {p}).",
 "analysis.comparison.same": "Les courbes ne diffèrent pas plus que le hasard (test du log-rank, p = {p}).",
 "analysis.comparison.medians": "Médianes, et la seconde moins la première",
 "analysis.comparison.shares": "Parts",
 "analysis.first": "Cette sélection",
 "analysis.second": "Comparée à",
 "analysis.difference": "Différence",
 "analysis.heat": "Carte de chaleur",
 "analysis.heat.waiting": "Attente",
 "analysis.heat.staying": "Temps",
 "analysis.heat.count": "Nombre",
 "analysis.heat.note": "{count} fois, {time} en tout, {waiting} de toute l’attente"
}

"""#####.utf8)
static let keys_mustache: [UInt8] = Array(#####"""
{{<layout}}{{$content}}
<div class="head"><h1>{{t.keys.title}}</h1></div>
<div class="card"><div class="body">{{> keylist}}</div></div>
{{/content}}{{/layout}}

"""#####.utf8)
static let live_mustache: [UInt8] = Array(#####"""
{{<layout}}{{$content}}
<div class="head"><h1>{{t.nav.live}}</h1>{{#gaps}}<a class="chip bad" href="/ui/attention">{{gaps}}</a>{{/gaps}}{{#unreadable}}<span class="chip warn">{{unreadable}}</span>{{/unreadable}}<a class="button small" href="/ui/live.json">JSON</a></div>
{{> tiles}}
<div class="stack">
{{#diagram}}<section class="card zoomable" aria-labelledby="diagram-title"><header><h2 id="diagram-title">{{t.live.diagram}}</h2><div class="legend"><span class="l-tokens">{{t.live.legendTokens}}</span><span class="l-overdue">{{t.live.legendOverdue}}</span><span class="l-incidents">{{t.live.legendIncidents}}</span></div>
<fieldset class="zoom"><legend class="hidden-visually">{{t.live.zoom}}</legend><label><input type="radio" name="zoom" value="fit" checked> {{t.live.fit}}</label><label><input type="radio" name="zoom" value="half"> 50 %</label><label><input type="radio" name="zoom" value="full"> 100 %</label></fieldset></header>
<div class="diagram" data-live="diagram" tabindex="0" role="group" aria-label="{{t.live.diagram}}">{{{diagram}}}</div></section>{{/diagram}}
<div class="pair">
{{#charts}}<section class="card"><header><h2>{{title}}</h2></header><div class="body">{{> chart}}</div></section>
{{/charts}}
</div>
{{#hasAttention}}<section class="card" aria-labelledby="attention-title"><header><h2 id="attention-title">{{t.live.attention}}</h2><a href="/ui/attention">{{t.live.all}}</a></header><div class="scroll" tabindex="0" role="group" aria-label="{{t.live.attention}}"><table><tbody data-live="attention">
{{#attention}}<tr><th scope="row" class="nowrap"><a href="{{href}}">{{reference}}</a></th><td><span class="chip {{#isBad}}bad{{/isBad}}{{^isBad}}warn{{/isBad}}">{{reason}}</span></td><td>{{party}}: {{what}}{{#why}} – {{why}}{{/why}}</td><td class="nowrap right">{{#since}}{{> time}}{{/since}}</td></tr>
{{/attention}}
</tbody></table></div></section>{{/hasAttention}}
<div class="pair">
<section class="card" aria-labelledby="waiting-title"><header><h2 id="waiting-title">{{t.live.waiting}}</h2></header><div data-live="waiting">{{#waiting}}{{> table}}{{/waiting}}</div></section>
<section class="card" aria-labelledby="newest-title"><header><h2 id="newest-title">{{t.live.newestTitle}}</h2><a href="/ui/orders?sort=-updated">{{t.live.all}}</a></header><div class="scroll" tabindex="0" role="group" aria-label="{{t.live.newestTitle}}"><table><tbody data-live="newest">
{{#newest}}<tr><th scope="row" class="nowrap"><a href="{{href}}">{{reference}}</a></th><td>{{#chips}}<span class="chip {{kind}}">{{text}}</span> {{/chips}}</td><td>{{where}}</td><td class="nowrap right">{{#updated}}{{> time}}{{/updated}}</td></tr>
{{/newest}}
</tbody></table></div></section>
</div>
<section class="card" aria-labelledby="flows-title"><header><h2 id="flows-title">{{t.live.flows}}</h2></header><div data-live="flows">{{#flows}}{{> table}}{{/flows}}</div></section>
<p class="soft">{{t.live.asOf}} {{#at}}{{> time}}{{/at}}. {{t.live.clock}}</p>
</div>
{{/content}}{{/layout}}

"""#####.utf8)
static let monitor_css: [UInt8] = Array(#####"""
/* What the monitor's pages have beyond others. */

:root[data-party="monitor"] {
  --accent: #2f5d9b;
  --accent-hover: #264c80;
  --accent-soft: #e6eefa;
}

@media (prefers-color-scheme: dark) {
  :root[data-party="monitor"] {
    --accent: #8ab8f5;
    --accent-hover: #abcdfa;
    --accent-soft: #1c2f49;
    --on-accent: #0b1626;
  }
}

main { max-width: 1560px; }
.pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 480px), 1fr)); gap: 16px; align-items: start; }
.bar:empty { display: none; }
.big { font-size: 26px; font-weight: 650; line-height: 1.2; }

/* Numbers at the top --------------------------------------------------------------------------- */

.tiles { display: grid; grid-template-columns: repeat(auto-fit, minmax(150px, 1fr)); gap: 12px; margin-bottom: 16px; }
.tile a, .tile a:hover { display: grid; gap: 1px; height: 100%; padding: 10px 14px; border: 1px solid var(--line); border-radius: var(--radius); background: var(--card); color: var(--text); text-decoration: none; align-content: start; }
.tile a:hover { border-color: var(--line-strong); }
.tile-label { font-size: 12.5px; color: var(--soft); font-weight: 550; }
.tile strong { font-size: 24px; line-height: 1.25; font-weight: 650; letter-spacing: -0.02em; }
.tile .soft { min-height: 1.5em; font-size: 12.5px; }
.tile.bad strong { color: var(--bad); }

/* The drawing, in three sizes ------------------------------------------------------------------ */

.zoom { display: flex; gap: 10px; font-size: 12.5px; color: var(--soft); }
.zoom label { display: inline-flex; gap: 5px; align-items: center; cursor: pointer; }
.zoom input { width: 14px; height: 14px; }
.zoomable .diagram { max-height: min(78vh, 900px); }
.zoomable .diagram svg { height: auto; width: 100%; min-width: 760px; }
.zoomable:has(input[value="half"]:checked) .diagram svg { width: 1600px; max-width: none; }
.zoomable:has(input[value="full"]:checked) .diagram svg { width: 3200px; max-width: none; }
.zoomable:has(input[value="fit"]:checked) .badge > * { transform: scale(2.3); }
.zoomable:has(input[value="half"]:checked) .badge > * { transform: scale(1.5); }
.legend .l-tokens::before { border-radius: 8px; border-color: var(--accent); background: var(--accent); }
.legend .l-overdue::before { border-radius: 8px; border-color: var(--warn); background: var(--warn); }
.legend .l-incidents::before { border-color: var(--bad); background: var(--bad); }

/* One order ------------------------------------------------------------------------------------ */

.because { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 420px), 1fr)); gap: 14px 28px; }
.lines > li { padding: 2px 0; }
.lines .depth-1 { padding-left: 18px; }
.lines .depth-2 { padding-left: 36px; }
.lines .depth-3, .lines .depth-4 { padding-left: 54px; }
.lines .depth-1::before, .lines .depth-2::before, .lines .depth-3::before, .lines .depth-4::before { content: "↳ "; color: var(--soft); }
.lines .root { font-weight: 600; }
.lines a, .command + a, main p a, .sub a, .prose a { text-decoration: underline; text-underline-offset: 2px; }
.ball-now { margin-bottom: 10px; font-weight: 600; }
.plot.ball { min-width: 280px; border-radius: 6px; }
.plot .turn .mark { fill: var(--series); stroke: var(--card); stroke-width: 1; }
.plot text.inside { fill: var(--on-mark); font-size: 12px; font-weight: 600; }
.plot.lanes { min-width: 1000px; }
.plot .lane { fill: var(--hover); }
.plot .fold .band { opacity: 0.1; }
.plot .visit .mark { fill: color-mix(in srgb, var(--series) 22%, var(--card)); stroke: var(--series); stroke-width: 1.2; }
.plot .visit text.inside { fill: var(--text); font-size: 11px; font-weight: 400; }
.plot .visit .work { fill: var(--series); }
.plot .visit.open .mark { stroke-dasharray: 5 3; }
.plot .trouble .mark { fill: var(--bad); }
.plot .timer .mark { fill: var(--warn); }
.plot .mail { --series: var(--s3); }
.plot .mail.bad { --series: var(--bad); }
.plot .mail.warn { --series: var(--warn); }
.plot .mail .line { stroke: var(--series); stroke-width: 1.6; stroke-dasharray: none; }
.plot .mail.open .line { stroke-dasharray: 3 4; }
.plot .mail .mark { fill: var(--series); }
.plot .touch-line { stroke: transparent; stroke-width: 12; fill: none; }
tr:target > * { background: var(--accent-soft); }
td.running { color: var(--soft); }
.command { white-space: normal; overflow-wrap: anywhere; user-select: all; }

/* The past ------------------------------------------------------------------------------------- */

.slider { display: flex; gap: 14px; align-items: end; padding: 12px 16px; margin-bottom: 14px; }
.slider .grow { flex: 1; min-width: 0; }
.slider input[type="range"] { width: 100%; padding: 0; border: 0; background: none; accent-color: var(--accent); }
.filter .wide { flex: 1 1 190px; }
.filter .wide input { width: 100%; }

@media (max-width: 760px) {
  main .scroll > table { min-width: 560px; }
  .tiles { grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 8px; }
  .tile strong { font-size: 20px; }
}

"""#####.utf8)
static let monitor_js: [UInt8] = Array(#####"""
// What the monitor's pages do beyond others: the slider of the past shows its time while it is moved, and goes there.
(() => {
  "use strict";
  for (const form of document.querySelectorAll("form[data-slider]")) {
    const range = form.querySelector("input[type=range]");
    const shown = form.querySelector("[data-shown]");
    const show = () => { shown.textContent = new Date(Number(range.value) * 1000).toISOString().replace(".000Z", "Z").replace("T", " "); };
    range.addEventListener("input", show);
    range.addEventListener("change", () => form.requestSubmit());
    show();
  }
})();

"""#####.utf8)
static let order_mustache: [UInt8] = Array(#####"""
{{<layout}}{{$content}}
<p class="trail"><a href="/ui/orders">← {{t.nav.orders}}</a></p>
<div class="head"><h1>{{t.order.title}} {{reference}}</h1>
<div class="sub" data-live="state">{{#chips}}<span class="chip {{kind}}">{{text}}</span>{{/chips}}{{#buyer}}<span>{{buyer}}</span>{{/buyer}}{{#total}}<strong>{{total}}</strong>{{/total}}<span>{{t.order.placed}} {{#placed}}{{> time}}{{/placed}}</span><span>{{t.order.lead}} <strong>{{lead}}</strong></span>{{#parties}}<span>{{name}}: {{#chip}}<span class="chip {{kind}}">{{text}}</span>{{/chip}}{{#href}} <a href="{{href}}">{{own}}</a>{{/href}}</span>{{/parties}}<code>{{order}}</code></div></div>
<div class="stack">
<section class="card" aria-labelledby="why-title"><header><h2 id="why-title">{{#isRunning}}{{t.order.why}}{{/isRunning}}{{^isRunning}}{{t.order.how}}{{/isRunning}}</h2></header><div class="body because" data-live="why">
{{#explanations}}<div><h3>{{title}}{{#holder}} <span class="chip info">{{text}}</span>{{/holder}}</h3><ul class="lines">{{#lines}}<li class="{{depth}}{{#isRoot}} root{{/isRoot}}">{{text}}{{#href}} <a href="{{href}}" aria-label="{{t.order.showPart}}: {{text}}">↓</a>{{/href}}</li>{{/lines}}</ul></div>
{{/explanations}}</div></section>
<section class="card" aria-labelledby="line-title"><header><h2 id="line-title">{{t.order.timeLine}}</h2></header><div class="body" data-live="line"><div class="scroll" tabindex="0" role="group" aria-label="{{t.order.timeLine}}">{{{timeLine}}}</div><p class="soft">{{t.order.lineLegend}}</p></div></section>
{{#ball}}<section class="card" aria-labelledby="ball-title"><header><h2 id="ball-title">{{t.ball.title}}</h2></header><div class="body" data-live="ball">{{#now}}<p class="ball-now">{{now}}</p>{{/now}}{{{picture}}}<ul class="key">{{#key}}<li class="{{style}}">{{text}}</li>{{/key}}</ul>{{#table}}{{> table}}{{/table}}</div></section>{{/ball}}
{{#diagram}}<section class="card zoomable" aria-labelledby="path-title"><header><h2 id="path-title">{{t.order.path}}</h2><div class="legend"><span class="l-now">{{t.diagram.now}}</span><span class="l-done">{{t.diagram.done}}</span><span class="l-gone">{{t.diagram.gone}}</span></div><fieldset class="zoom"><legend class="hidden-visually">{{t.live.zoom}}</legend><label><input type="radio" name="zoom" value="fit" checked> {{t.live.fit}}</label><label><input type="radio" name="zoom" value="half"> 50 %</label><label><input type="radio" name="zoom" value="full"> 100 %</label></fieldset></header><div class="diagram" data-live="diagram" tabindex="0" role="group" aria-label="{{t.order.path}}">{{{diagram}}}</div></section>{{/diagram}}
{{#hasMessages}}<section class="card" aria-labelledby="messages-title"><header><h2 id="messages-title">{{t.order.messages}}</h2></header><div class="scroll" tabindex="0" role="group" aria-label="{{t.order.messages}}"><table><thead><tr><th scope="col">{{t.message.name}}</th><th scope="col">{{t.message.way}}</th><th scope="col" class="right">{{t.message.number}}</th><th scope="col">{{t.message.sent}}</th><th scope="col">{{t.message.received}}</th><th scope="col">{{t.message.used}}</th><th scope="col" class="right">{{t.message.hop}}</th><th scope="col">{{t.message.state}}</th></tr></thead><tbody data-live="messages">
{{#messages}}<tr id="{{id}}"><th scope="row">{{name}}<details><summary>{{t.message.why}}</summary><ul class="lines">{{#lines}}<li class="{{depth}}">{{text}}</li>{{/lines}}<li><code>{{message}}</code></li></ul></details></th><td class="nowrap">{{way}}</td><td class="right">{{number}}</td><td class="nowrap">{{#sent}}{{> time}}{{/sent}}</td><td class="nowrap">{{#received}}{{> time}}{{/received}}</td><td class="nowrap">{{#used}}{{> time}}{{/used}}</td><td class="right">{{#isNegative}}<span class="chip bad">{{hop}}</span>{{/isNegative}}{{^isNegative}}{{hop}}{{/isNegative}}</td><td>{{#chip}}<span class="chip {{kind}}">{{text}}</span>{{/chip}}{{#copies}} <span class="chip bad">{{copies}}</span>{{/copies}}</td></tr>
{{/messages}}</tbody></table></div></section>{{/hasMessages}}
<div class="pair">
{{#hasDecisions}}<section class="card" aria-labelledby="decisions-title"><header><h2 id="decisions-title">{{t.order.decisions}}</h2></header><div class="scroll" tabindex="0" role="group" aria-label="{{t.order.decisions}}"><table><thead><tr><th scope="col">{{t.order.task}}</th><th scope="col">{{t.order.decision}}</th><th scope="col">{{t.order.by}}</th><th scope="col">{{t.order.at}}</th></tr></thead><tbody data-live="decisions">
{{#decisions}}<tr><th scope="row">{{task}}<span class="about">{{party}}</span></th><td><code>{{what}}</code>{{#isUndone}} <span class="chip warn">{{t.order.undone}}</span>{{/isUndone}}</td><td>{{by}}</td><td class="nowrap">{{#at}}{{> time}}{{/at}}</td></tr>
{{/decisions}}</tbody></table></div></section>{{/hasDecisions}}
<section class="card" aria-labelledby="findings-title"><header><h2 id="findings-title">{{t.nav.conformance}}</h2></header><div class="body" data-live="findings">{{#isClean}}<p>{{t.order.clean}}</p>{{/isClean}}<ul class="prose">{{#findings}}<li><span class="chip bad">{{kind}}</span> {{party}} {{#at}}{{> time}}{{/at}} {{lasted}} {{detail}}{{#href}} <a href="{{href}}">{{t.order.showPart}}</a>{{/href}}</li>{{/findings}}</ul>{{#clock}}<p class="soft">{{clock}}</p>{{/clock}}</div></section>
</div>
{{#hasVisits}}<section class="card" aria-labelledby="visits-title"><header><h2 id="visits-title">{{t.order.visits}}</h2></header><div class="scroll" tabindex="0" role="group" aria-label="{{t.order.visits}}"><table><thead><tr><th scope="col">{{t.live.place}}</th><th scope="col">{{t.live.party}}</th><th scope="col">{{t.order.entered}}</th><th scope="col">{{t.order.left}}</th><th scope="col" class="right">{{t.order.lasted}}</th><th scope="col" class="right">{{t.order.waited}}</th><th scope="col">{{t.order.by}}</th></tr></thead><tbody data-live="visits">
{{#visits}}<tr id="{{id}}"><th scope="row">{{element}}</th><td>{{party}}</td><td class="nowrap">{{#entered}}{{> time}}{{/entered}}</td><td class="nowrap">{{#left}}{{> time}}{{/left}}{{#isOpen}}<span class="chip info">{{t.order.still}}</span>{{/isOpen}}{{#isGone}} <span class="chip warn">{{t.diagram.gone}}</span>{{/isGone}}</td><td class="right">{{lasted}}</td><td class="right">{{waited}}</td><td>{{who}}</td></tr>
{{/visits}}</tbody></table></div></section>{{/hasVisits}}
<section class="card" aria-labelledby="steps-title"><header><h2 id="steps-title">{{t.order.steps}}</h2></header><div class="body"><details><summary>{{t.order.showSteps}}</summary><div class="scroll" tabindex="0" role="group" aria-label="{{t.order.steps}}"><table><thead><tr><th scope="col">{{t.order.at}}</th><th scope="col">{{t.live.party}}</th><th scope="col" class="right">{{t.order.step}}</th><th scope="col">{{t.order.answered}}</th><th scope="col">{{t.order.by}}</th><th scope="col">{{t.order.reached}}</th></tr></thead><tbody data-live="steps">
{{#steps}}<tr id="{{id}}"><th scope="row" class="nowrap">{{#at}}{{> time}}{{/at}}</th><td>{{party}}</td><td class="right">{{number}}</td><td>{{what}}</td><td>{{by}}</td><td>{{reached}}</td></tr>
{{/steps}}</tbody></table></div></details></div></section>
</div>
{{/content}}{{/layout}}

"""#####.utf8)
static let orders_mustache: [UInt8] = Array(#####"""
{{<layout}}{{$content}}
<div class="head"><h1>{{t.nav.orders}}</h1><div class="actions"><span class="soft">{{t.orders.shown}}</span><a class="button small" href="{{csvHref}}" download>{{t.export.csv}}</a><a class="button small" href="{{jsonlHref}}" download>{{t.export.jsonl}}</a><span class="soft">{{t.orders.everything}}</span><a class="button small" href="{{csvAllHref}}" download aria-label="{{t.orders.everything}} {{t.export.csv}}">{{t.export.csv}}</a><a class="button small" href="{{jsonlAllHref}}" download aria-label="{{t.orders.everything}} {{t.export.jsonl}}">{{t.export.jsonl}}</a></div></div>
<nav class="tabs bar" aria-label="{{t.orders.states}}" data-live="tabs">
{{#tabs}}<a href="{{href}}"{{#current}} aria-current="page"{{/current}}>{{text}} <span class="count">{{tally}}</span></a>
{{/tabs}}
</nav>
<form class="bar filter" method="get" action="/ui/orders" data-filter role="search" aria-label="{{t.filter.title}}">
{{#hidden}}<input type="hidden" name="{{name}}" value="{{value}}">{{/hidden}}
<div class="wide"><label for="text">{{t.filter.text}}</label><input type="search" id="text" name="text" value="{{filter.text}}" placeholder="{{t.orders.search}}"></div>
<div><label for="outcome">{{t.filter.outcome}}</label><select id="outcome" name="outcome"><option value="">{{t.filter.any}}</option>{{#outcomes}}<option value="{{value}}"{{#selected}} selected{{/selected}}>{{text}}</option>{{/outcomes}}</select></div>
<div><label for="buyer">{{t.filter.buyer}}</label><input type="text" id="buyer" name="buyer" value="{{filter.buyer}}" size="10"></div>
<div><label for="sku">{{t.filter.sku}}</label><input type="text" id="sku" name="sku" value="{{filter.sku}}" size="7"></div>
<div><label for="from">{{t.filter.from}}</label><input type="date" id="from" name="from" value="{{filter.from}}"></div>
<div><label for="to">{{t.filter.to}}</label><input type="date" id="to" name="to" value="{{filter.to}}"></div>
<div><label for="min">{{t.filter.min}}</label><input type="text" inputmode="decimal" id="min" name="min" value="{{filter.min}}" size="5"></div>
<div><label for="max">{{t.filter.max}}</label><input type="text" inputmode="decimal" id="max" name="max" value="{{filter.max}}" size="5"></div>
<button class="button">{{t.filter.apply}}</button>
{{#isFiltered}}<a href="{{clearHref}}">{{t.filter.clear}}</a>{{/isFiltered}}
</form>
<div class="chips bar">{{#restrictions}}<a class="chip info" href="{{href}}" title="{{remove}}" aria-label="{{remove}} {{text}}">{{text}} ×</a>{{/restrictions}}</div>
{{#filterError}}<div class="note bad" role="alert">{{filterError}}</div>{{/filterError}}
<section class="card" data-hold aria-label="{{t.nav.orders}}">
<button class="news" data-news hidden></button>
<div class="scroll" tabindex="0" role="group" aria-label="{{t.nav.orders}}"><table class="hover" data-rows><thead><tr>
{{> headings}}
</tr></thead><tbody data-live="rows" data-list>
{{#rows}}<tr data-id="{{id}}" data-revision="{{revision}}"><th scope="row"><a class="row-link" href="{{href}}">{{reference}}</a></th><td>{{buyer}}</td><td><span class="chips">{{#chips}}<span class="chip {{kind}}">{{text}}</span>{{/chips}}</span></td><td>{{where}}</td><td class="right">{{total}}</td><td class="right{{#isRunning}} running{{/isRunning}}">{{lead}}</td><td class="nowrap">{{#placed}}{{> time}}{{/placed}}</td><td class="nowrap">{{#updated}}{{> time}}{{/updated}}</td></tr>
{{/rows}}
</tbody></table></div>
{{^rows}}<div class="empty"><strong>{{emptyTitle}}</strong>{{emptyText}}</div>{{/rows}}
{{> pager}}
</section>
{{/content}}{{/layout}}

"""#####.utf8)
static let past_mustache: [UInt8] = Array(#####"""
{{<layout}}{{$content}}
<div class="head"><h1>{{t.nav.past}}</h1><div class="sub"><strong>{{#time}}{{> time}}{{/time}}</strong><a href="{{ordersHref}}">{{t.past.orders}}</a></div></div>
<nav class="tabs bar" aria-label="{{t.past.spans}}">{{#spans}}<a href="{{href}}"{{#current}} aria-current="page"{{/current}}>{{text}}</a>{{/spans}}</nav>
<form class="card slider" method="get" action="/ui/at" data-slider><input type="hidden" name="span" value="{{span}}"><div class="grow"><label for="second" class="label">{{t.past.slider}} <output for="second" data-shown></output></label><input type="range" id="second" name="second" min="{{first}}" max="{{last}}" step="1" value="{{second}}"></div><button class="button">{{t.past.show}}</button></form>
<form class="bar filter" method="get" action="/ui/at"><input type="hidden" name="span" value="{{span}}"><div><label for="time">{{t.past.exact}}</label><input type="text" id="time" name="time" value="{{iso}}" size="26"></div><button class="button">{{t.past.show}}</button>{{#moves}}<a class="button small" href="{{href}}">{{text}}</a>{{/moves}}</form>
{{> tiles}}
<div class="stack">
{{#diagram}}<section class="card zoomable" aria-labelledby="diagram-title"><header><h2 id="diagram-title">{{t.past.diagram}}</h2><fieldset class="zoom"><legend class="hidden-visually">{{t.live.zoom}}</legend><label><input type="radio" name="zoom" value="fit" checked> {{t.live.fit}}</label><label><input type="radio" name="zoom" value="half"> 50 %</label><label><input type="radio" name="zoom" value="full"> 100 %</label></fieldset></header><div class="diagram" tabindex="0" role="group" aria-label="{{t.past.diagram}}">{{{diagram}}}</div></section>{{/diagram}}
{{#chart}}<section class="card" aria-labelledby="chart-title"><header><h2 id="chart-title">{{t.past.chart}}</h2></header><div class="body">{{> chart}}</div></section>{{/chart}}
<section class="card" aria-labelledby="table-title"><header><h2 id="table-title">{{t.past.table}}</h2></header>{{#table}}{{> table}}{{/table}}</section>
</div>
{{/content}}{{/layout}}

"""#####.utf8)
static let tiles_mustache: [UInt8] = Array(#####"""
<ul class="tiles">
{{#tiles}}<li class="tile{{#bad}} bad{{/bad}}"><a href="{{href}}"><span class="tile-label">{{label}}</span><strong data-value="{{key}}">{{value}}</strong><span class="soft" data-value="{{key}}-more">{{more}}</span></a></li>
{{/tiles}}
</ul>

"""#####.utf8)
}