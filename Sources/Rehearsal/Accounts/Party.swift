/// The two pools, as the model and the monitor name them.
enum Party {
  static let client = "Client"
  static let supplier = "Supplier"
}
