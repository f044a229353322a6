package import Ordering
import WebPages

extension Catalogue {
  /// What is wrong with a file of prices.
  package func reason(_ fault: PriceListFault) -> String {
    self("prices.fault.\(fault.name.rawValue)", fault.values)
  }
}
