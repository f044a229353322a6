package import FEEL
package import Ordering
package import ProcessEngine

/// `quote.generate`: prices an order from the supplier's price list.
///
/// Inputs: `order` (with `id`, `currency`, `lines`), `revision` (from 1), `discountPercent` (0 to 100, default 0),
/// `validity` (an ISO 8601 duration). Result: `quote`. Raises the BPMN error `UNKNOWN_ITEM` with a `reason` when the order
/// cannot be priced as it is.
package struct QuoteHandler: JobHandler {
  package static let type = "quote.generate"
  static let unknownItem = "UNKNOWN_ITEM"

  private let prices: any PriceBook

  package init(prices: any PriceBook) { self.prices = prices }

  package func perform(
    _ job: Job, order: InstanceID, now: Timestamp
  ) async throws(JobFailure) -> JobResult {
    let terms = try Terms(job.input)
    let lines: [OrderLine]
    do {
      lines = try OrderLine.lines(of: terms.order)
    } catch {
      throw .error(code: Self.unknownItem, variables: ["reason": .string(error.description)])
    }
    let items: [PriceListItem]
    do {
      items = try await prices.items(skus: Array(Set(lines.map(\.sku))))
    } catch {
      throw .failed("the price list cannot be read: \(error)")
    }
    do {
      let quote = try Quote(
        id: "\(order)-\(terms.revision)", lines: lines, prices: items,
        currency: terms.order["currency"]?.string, revision: terms.revision,
        discount: terms.discount, validity: terms.validity, now: now)
      return JobResult(variables: ["quote": .context(quote.context)])
    } catch {
      throw .error(code: Self.unknownItem, variables: ["reason": .string(error.description)])
    }
  }
}

/// The inputs of the job. What is wrong with them is wrong with the model, so that an operator has to look.
private struct Terms {
  let order: Context
  let revision: Int
  let discount: Fraction
  let validity: Duration

  init(_ input: Context) throws(JobFailure) {
    guard let order = input["order"]?.context else { throw .failed("the input `order` is missing") }
    guard let revision = input["revision"]?.integer, revision > 0 else {
      throw .failed("the input `revision` must be a whole number from 1")
    }
    let percent = input["discountPercent"] ?? .number(0)
    guard let discount = Fraction(percent: percent.text) else {
      throw .failed("the input `discountPercent` must be a number from 0 to 100")
    }
    guard let text = input["validity"]?.string else {
      throw .failed("the input `validity` is missing")
    }
    do {
      validity = try DayTimeDuration(text).duration
    } catch {
      throw .failed("the input `validity`: \(error)")
    }
    self.order = order
    self.revision = revision
    self.discount = discount
  }
}
