// The JSON shapes of people and sessions.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "json/json.h"
#include "members/api.h"

namespace meme::members {

enum class RoleName : std::uint8_t { customer, artist, operator_ };
constexpr auto enum_names(RoleName) {
  return std::to_array<std::pair<RoleName, std::string_view>>({{RoleName::customer, "customer"},
                                                               {RoleName::artist, "artist"},
                                                               {RoleName::operator_, "operator"}});
}

struct Person {
  MemberId id{};
  std::string name;
  std::vector<RoleName> roles;
  std::optional<ArtistId> artist;
};

struct SessionView {
  bool signed_in = false;
  std::optional<Person> member;
  std::optional<std::string> token;  // in the answer to a sign-in only
};

struct PeopleView {
  std::vector<Person> items;
};

struct PeopleQuery {
  std::string text;
};

struct DemoSignIn {
  MemberId member{};
};

struct SetUp {
  std::string token;
  std::string name;
};

Person person_of(const Member& member);

void describe(json::Describe<Person>& d);
void describe(json::Describe<SessionView>& d);
void describe(json::Describe<PeopleView>& d);
void describe(json::Describe<PeopleQuery>& d);
void describe(json::Describe<DemoSignIn>& d);
void describe(json::Describe<SetUp>& d);

}  // namespace meme::members
