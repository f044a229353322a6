import Hyperlinks
import PartyAPI
import ProcessEngine

extension Link {
  static func task(_ name: WorkName, back: String?, _ more: [(String, String?)] = []) -> String {
    to("/ui/tasks/\(name)", [("back", back)] + more)
  }

  static func order(_ id: InstanceID, back: String? = nil) -> String {
    to("/ui/orders/\(id)", [("back", back)])
  }
}
