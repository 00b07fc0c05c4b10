#include "members/json.h"

namespace meme::members {

Person person_of(const Member& member) {
  Person person{.id = member.id, .name = member.name, .roles = {}, .artist = member.artist};
  using identity::Role;
  if (member.roles.has(Role::customer)) person.roles.push_back(RoleName::customer);
  if (member.roles.has(Role::artist)) person.roles.push_back(RoleName::artist);
  if (member.roles.has(Role::operator_)) person.roles.push_back(RoleName::operator_);
  return person;
}

void describe(json::Describe<Person>& d) {
  d.name("Member").summary("A person who has signed up.");
  d.field("id", &Person::id, "The member.");
  d.field("name", &Person::name, "Name.", {.max_length = 40});
  d.field("roles", &Person::roles, "What the person may do.", {.max_items = 3});
  d.field("artistId", &Person::artist, "The artist this person is.");
}

void describe(json::Describe<SessionView>& d) {
  d.name("Session").summary("Who the caller is.");
  d.field("signedIn", &SessionView::signed_in, "False for a visitor.");
  d.field("member", &SessionView::member, "The person, when signed in.");
  d.field("token", &SessionView::token, "For programs: send it as Authorization: Bearer.",
          {.max_length = 200});
}

void describe(json::Describe<PeopleView>& d) {
  d.name("DemoPeople").summary("People to choose from.");
  d.field("items", &PeopleView::items, "Operators first, then artists, then customers.",
          {.max_items = 60});
}

void describe(json::Describe<PeopleQuery>& d) {
  d.field("q", &PeopleQuery::text, "A part of the name.", {.max_length = 40, .required = false});
}

void describe(json::Describe<SetUp>& d) {
  d.name("SetUp").summary("A one-time link that is taken.");
  d.field("token", &SetUp::token, "What the link holds.", {.min_length = 1, .max_length = 100});
  d.field("name", &SetUp::name, "What the first operator is called; 운영자 without.",
          {.min_length = 1, .max_length = 40, .required = false});
}

void describe(json::Describe<DemoSignIn>& d) {
  d.name("DemoSignIn").summary("Whom to sign in as.");
  d.field("memberId", &DemoSignIn::member, "One of the people.");
}

}  // namespace meme::members
