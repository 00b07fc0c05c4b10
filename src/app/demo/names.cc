#include "app/demo/names.h"

#include <fmt/format.h>

#include "app/demo/choice.h"

namespace meme::app::demo {
namespace {

// Per mille of the population (census of 2015), the most frequent fifty.
constexpr std::array<Weighted, 50> surnames{
    {{"김", 215}, {"이", 147}, {"박", 84}, {"최", 47}, {"정", 43}, {"강", 24}, {"조", 21},
     {"윤", 21},  {"장", 20},  {"임", 17}, {"한", 15}, {"오", 15}, {"서", 15}, {"신", 15},
     {"권", 14},  {"황", 14},  {"안", 14}, {"송", 14}, {"전", 11}, {"홍", 11}, {"유", 13},
     {"고", 9},   {"문", 9},   {"양", 9},  {"손", 9},  {"배", 8},  {"백", 8},  {"허", 7},
     {"노", 6},   {"남", 6},   {"심", 5},  {"하", 5},  {"주", 4},  {"구", 4},  {"곽", 4},
     {"성", 4},   {"차", 4},   {"우", 4},  {"진", 3},  {"민", 3},  {"나", 3},  {"류", 3},
     {"지", 3},   {"엄", 3},   {"채", 3},  {"원", 3},  {"천", 2},  {"방", 2},  {"공", 2},
     {"현", 2}}};

constexpr std::array<std::string_view, 88> women{
    "서연", "민서", "지우", "서현", "지민", "수빈", "예은", "예린", "채원", "하은", "지유",
    "다은", "은서", "수아", "지아", "소율", "예원", "윤서", "서윤", "하윤", "민지", "유진",
    "수진", "지영", "지현", "은지", "혜진", "미영", "은영", "현정", "지혜", "보라", "아름",
    "소영", "정은", "유나", "가영", "나연", "다현", "도연", "라희", "미나", "민아", "민주",
    "보경", "보민", "빛나", "사랑", "새봄", "선아", "세영", "소담", "소연", "소희", "솔비",
    "수연", "수현", "승연", "시연", "아라", "아영", "여진", "연우", "영서", "예나", "예지",
    "우리", "유림", "윤아", "은솔", "은채", "인서", "재희", "주아", "주연", "주희", "지수",
    "지안", "진아", "채린", "태희", "하나", "하린", "해인", "현아", "혜원", "효진", "희수"};

constexpr std::array<std::string_view, 44> men{
    "민준", "서준", "도윤", "예준", "시우", "하준", "지호", "주원", "지훈", "준서", "준우",
    "현우", "도현", "건우", "우진", "선우", "민재", "현준", "연우", "유준", "정우", "승우",
    "승현", "시윤", "준혁", "은우", "지환", "성민", "동현", "재윤", "진우", "태윤", "한결",
    "윤호", "재원", "찬영", "태민", "상우", "성훈", "영민", "정훈", "준영", "현수", "경민"};

constexpr std::array<std::string_view, 28> studios{
    "온결",     "담화", "물빛",     "라온",     "소담",     "하루결", "봄날",
    "도담",     "뮤즈", "블룸",     "로제",     "아뜰리에", "유월",   "서리",
    "누아",     "벨르", "꽃시간",   "살롱드",   "은하수",   "글로우", "첫눈",
    "오후네시", "리안", "문라이트", "바이올렛", "가온",     "여름밤", "코랄"};

constexpr std::array<std::string_view, 4> studio_kinds{"메이크업", "뷰티", "스튜디오",
                                                       "메이크업샵"};

constexpr std::array<std::string_view, 10> streets{"가온로", "느티나무길", "달빛로",   "벚꽃길",
                                                   "샛별로", "새싹길",     "솔바람로", "은행로",
                                                   "하늘길", "한마음로"};

std::string_view given_name(Random& random, bool female) {
  return female ? pick(random, women) : pick(random, men);
}

}  // namespace

std::string person_name(Random& random, bool female) {
  const auto surname = draw(random, surnames);
  return fmt::format("{}{}", surname, given_name(random, female));
}

std::string artist_name(Random& random, bool female) {
  const double kind = random.unit();
  if (kind < 0.66) return person_name(random, female);
  if (kind < 0.80) {
    const auto studio = pick(random, studios);
    return fmt::format("{} {}", studio, given_name(random, female));
  }
  if (kind < 0.92) {
    const auto studio = pick(random, studios);
    return fmt::format("{} {}", studio, pick(random, studio_kinds));
  }
  return fmt::format("{} 메이크업", given_name(random, female));
}

std::string phone_number(Random& random) {
  const auto middle = random.below(1000);
  return fmt::format("010-0{:03}-{:04}", middle, random.below(10'000));
}

std::string street_address(Random& random, std::string_view city, std::string_view district) {
  const auto street = pick(random, streets);
  const auto building = random.between(1, 180);
  return fmt::format("{} {} {} {}, {}호", city, district, street, building,
                     random.between(1, 18) * 100 + random.between(1, 8));
}

}  // namespace meme::app::demo
