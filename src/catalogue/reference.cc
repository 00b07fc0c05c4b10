#include "catalogue/reference.h"

namespace meme::catalogue {

void describe(json::Describe<Labelled>& d) {
  d.name("Labelled").summary("A code and its names.");
  d.field("code", &Labelled::code, "What the API takes and gives.");
  d.field("ko", &Labelled::ko, "Korean.");
  d.field("en", &Labelled::en, "English.");
}

void describe(json::Describe<LabelledDistrict>& d) {
  d.name("District").summary("A district and its names.");
  d.field("code", &LabelledDistrict::code, "What the API takes and gives.");
  d.field("region", &LabelledDistrict::region, "Code of its region.");
  d.field("ko", &LabelledDistrict::ko, "Korean.");
  d.field("en", &LabelledDistrict::en, "English.");
}

void describe(json::Describe<Reference>& d) {
  d.name("Reference").summary("Enumerations with their names.");
  d.field("categories", &Reference::categories, "Occasions of make-up.");
  d.field("districts", &Reference::districts, "Where artists work.");
  d.field("places", &Reference::places, "Where a booking takes place.");
  d.field("skinTypes", &Reference::skin_types, "For the details of a booking.");
  d.field("personalColors", &Reference::personal_colors, "For the details of a booking.");
  d.field("genders", &Reference::genders, "For the details of a booking.");
  d.field("demo", &Reference::demo, "Whether GET /v1/demo/people offers people to sign in as.");
  d.field("regionName", &Reference::region_name, "Korean name of the region served.");
}

Reference make_reference(const Region& region, std::span<const District> districts, bool demo) {
  Reference all{.categories = {{"daily", "데일리", "Everyday"},
                               {"interview", "면접", "Interview"},
                               {"actor", "배우", "Actor"},
                               {"party", "파티", "Party"},
                               {"wedding", "웨딩", "Wedding"},
                               {"prosthetic", "특수분장", "Special effects"},
                               {"studio", "스튜디오", "Studio shoot"},
                               {"etc", "기타", "Other"}},
                .places = {{"shop", "샵 방문", "At the shop"}, {"visit", "출장", "At my place"}},
                .skin_types = {{"dry", "건성", "Dry"},
                               {"oily", "지성", "Oily"},
                               {"combination", "복합성", "Combination"},
                               {"sensitive", "민감성", "Sensitive"},
                               {"normal", "중성", "Normal"},
                               {"unknown", "모르겠어요", "Not sure"}},
                .personal_colors = {{"spring", "봄 웜", "Warm spring"},
                                    {"summer", "여름 쿨", "Cool summer"},
                                    {"autumn", "가을 웜", "Warm autumn"},
                                    {"winter", "겨울 쿨", "Cool winter"},
                                    {"unknown", "모르겠어요", "Not sure"}},
                .genders = {{"female", "여성", "Female"},
                            {"male", "남성", "Male"},
                            {"other", "기타", "Other"},
                            {"unknown", "밝히지 않음", "Rather not say"}},
                .demo = demo,
                .region_name = region.name_ko};
  for (const District& one : districts) {
    all.districts.push_back({one.code, one.region, one.name_ko, one.name_en});
  }
  return all;
}

}  // namespace meme::catalogue
