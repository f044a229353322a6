/// The two pools, as the model and the databases name them.
enum Party {
  static let client = "client"
  static let supplier = "supplier"
}
