import Access
import FEEL
import Testing

struct RoleTests {
  @Test func `roles bring the groups of the model`() {
    let anna = Principal(
      user: "anna", name: "Anna", roles: [.buyer, .approver], ownGroups: ["night-shift", "buyers"])
    #expect(
      anna.groups == ["night-shift", "buyers", "buyer", "receiving", "approver", "approvers"])
    #expect(!anna.isSupervisor)
  }

  @Test func `a group with the name of a role is no role`() {
    let anna = Principal(user: "anna", name: "Anna", roles: [.buyer], ownGroups: ["operator"])
    #expect(!anna.isSupervisor)
    #expect(
      Principal(user: "olga", name: "Olga", roles: [.operator], ownGroups: []).isSupervisor)
  }

  @Test func `a rule asks for one of its roles`() {
    #expect(Rule.anyone.allows(nil))
    #expect(!Rule.signedIn.allows(nil))
    #expect(!Rule.signedIn.allows([]))
    #expect(Rule.signedIn.allows([.auditor]))
    #expect(Rule.ordering.allows([.auditor, .buyer]))
    #expect(!Rule.working.allows([.auditor]))
    #expect(!Rule.operating.allows(nil))
  }

  @Test(arguments: [
    ("anna", true), ("anna.keller@example.com", true), ("A-1+x_2", true), ("", false),
    (".anna", false), ("anna keller", false), ("änna", false), ("a/b", false),
    (String(repeating: "a", count: 61), false),
  ])
  func `a user's name needs no escape`(name: String, isValid: Bool) {
    #expect(UserName.isValid(name) == isValid)
  }

  @Test func `nothing of a person's password is shown`() {
    let person = Person(
      user: "anna", name: "Anna", roles: [.buyer], createdAt: Timestamp(microseconds: 0))
    #expect(
      person.json.keys.sorted() == ["createdAt", "disabled", "groups", "name", "roles", "user"])
  }
}
