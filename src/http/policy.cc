#include "http/policy.h"

namespace meme::http {

namespace {

bool allowed(Policy policy, const identity::Principal& who, bool local) {
  using identity::Role;
  switch (policy) {
    case Policy::anyone:
      return true;
    case Policy::signed_in:
      return who.signed_in();
    case Policy::customer:
      return who.is(Role::customer);
    case Policy::artist:
      return who.is(Role::artist);
    case Policy::operator_:
      return who.is(Role::operator_);
    case Policy::local_or_operator:
      return local || who.is(Role::operator_);
  }
  return false;
}

}  // namespace

Admission admit(Policy policy, const identity::Principal& who, bool local) {
  if (allowed(policy, who, local)) return Admission::admitted;
  return who.signed_in() ? Admission::forbidden : Admission::not_signed_in;
}

}  // namespace meme::http
