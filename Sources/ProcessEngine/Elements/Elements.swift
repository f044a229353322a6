/// The types of flow nodes that can be executed, one file each; `Behaviors.all` names them.
enum Elements {}
