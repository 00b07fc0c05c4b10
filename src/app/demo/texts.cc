#include "app/demo/texts.h"

#include <fmt/format.h>

#include "app/demo/choice.h"

namespace meme::app::demo {
namespace {

using catalogue::Category;
using catalogue::category_count;

struct Phrases {
  std::array<std::string_view, 6> moods;
  std::array<std::string_view, 6> subjects;
  std::array<std::string_view, 3> about;
  std::array<std::string_view, 3> notes;  // of customers
};

constexpr std::array<Phrases, category_count> phrases{{
    {{"맑은", "은은한", "촉촉한", "생기 있는", "꾸민 듯 안 꾸민", "투명한"},
     {"데일리 메이크업", "출근 메이크업", "데이트 메이크업", "음영 데일리 메이크업",
      "물광 메이크업", "모임 메이크업"},
     {"피부 결을 살리는 얇은 베이스로 오래 가는 데일리 메이크업이에요.",
      "평소 화장이 고민이라면 어울리는 색과 순서를 함께 찾아 드려요.",
      "과하지 않게, 그런데 분명히 달라 보이게 해 드려요."},
     {"평소보다 조금만 더 또렷하게 부탁드려요.", "피부가 예민한 편이에요.",
      "저녁 약속이 있어서 오래 갔으면 좋겠어요."}},
    {{"신뢰 주는", "단정한", "또렷한", "깔끔한", "호감형", "차분한"},
     {"면접 메이크업", "승무원 면접 메이크업", "아나운서 면접 메이크업", "공채 면접 메이크업",
      "증명사진 메이크업", "이력서 사진 메이크업"},
     {"면접관이 편안하게 보는 인상을 목표로 눈썹과 피부 톤을 정리해요.",
      "직군에 맞춰 색을 절제하고, 조명 아래에서도 또렷하게 보이게 해요.",
      "이른 아침 면접이라면 시작 시간을 미리 맞춰 드려요."},
     {"금융권 면접이에요. 단정하게 부탁드려요.", "눈썹이 흐려서 고민이에요.",
      "오전 10시 면접이라 시간 맞춰 부탁드려요."}},
    {{"캐릭터를 살리는", "무대용", "화면발 좋은", "조명에 강한", "깊이 있는", "섬세한"},
     {"배우 프로필 메이크업", "연극 무대 메이크업", "뮤지컬 메이크업", "오디션 메이크업",
      "단편영화 메이크업", "드라마 촬영 메이크업"},
     {"배역과 조명에 맞춰 음영을 설계하고 리허설까지 확인해요.",
      "카메라 테스트를 함께 보면서 톤을 맞춰요.",
      "장면 전환이 많아도 무너지지 않는 베이스를 씁니다."},
     {"2막에서 나이 든 역할로 바뀌어요.", "오디션 영상 촬영이에요.", "조명이 노란 편이에요."}},
    {{"화려한", "반짝이는", "포인트 있는", "시선 끄는", "글리터", "강렬한"},
     {"파티 메이크업", "연말 파티 메이크업", "생일 파티 메이크업", "브라이덜 샤워 메이크업",
      "페스티벌 메이크업", "클럽 메이크업"},
     {"밤새 놀아도 남아 있는 픽서와 글리터를 써요.",
      "드레스와 공간의 조명을 알려 주시면 색을 맞춰 드려요.",
      "속눈썹과 글리터는 피부에 순한 것만 씁니다."},
     {"글리터 많이 좋아해요!", "드레스가 초록색이에요.", "친구들이랑 같이 가요."}},
    {{"우아한", "로맨틱한", "청초한", "화사한", "클래식", "내추럴"},
     {"웨딩 메이크업", "본식 신부 메이크업", "셀프 웨딩 메이크업", "스몰 웨딩 메이크업",
      "혼주 메이크업", "웨딩 스냅 메이크업"},
     {"드레스와 부케, 식장 조명까지 듣고 함께 정해요. 리허설 상담이 포함돼요.",
      "눈물에도 번지지 않는 방수 제품으로, 사진에서도 실물에서도 곱게 해 드려요.",
      "헤어 변형과 수정 화장 파우치를 챙겨 드려요."},
     {"야외 스냅이에요. 날이 더울 것 같아요.", "어머니도 같이 받을 수 있을까요?",
      "드레스는 머메이드 라인이에요."}},
    {{"실감 나는", "영화 같은", "정교한", "상상 속", "오싹한", "신비로운"},
     {"특수분장", "좀비 분장", "상처 분장", "노인 분장", "판타지 크리처 분장", "할로윈 분장"},
     {"실리콘과 라텍스 조형물을 직접 만들어 붙여요. 알레르기가 있다면 꼭 알려 주세요.",
      "촬영 콘티를 보고 지속 시간과 제거 방법까지 계획해요.",
      "사전 본뜨기가 필요한 분장은 상담 후 일정을 잡아요."},
     {"화상 흉터 표현이 필요해요.", "라텍스 알레르기는 없어요.", "촬영이 여섯 시간쯤 걸려요."}},
    {{"콘셉트", "감각적인", "하이패션", "무드 있는", "선명한", "빈티지"},
     {"화보 메이크업", "프로필 촬영 메이크업", "룩북 메이크업", "뷰티 필름 메이크업",
      "바디프로필 메이크업", "우정 사진 메이크업"},
     {"시안을 보내 주시면 카메라와 조명에 맞춰 다시 설계해요.",
      "촬영 내내 현장에서 수정해 드리는 일정도 가능해요.",
      "고해상도에서도 결이 살아 있는 베이스를 지향해요."},
     {"흑백 촬영이에요.", "시안은 세 장 준비했어요.", "컨셉은 90년대예요."}},
    {{"나만의", "편안한", "처음 받는", "함께 배우는", "특별한", "가벼운"},
     {"퍼스널 메이크업 레슨", "한복 메이크업", "돌잔치 메이크업", "남자 메이크업",
      "졸업 사진 메이크업", "코스프레 메이크업"},
     {"처음 받아 보시는 분도 편하게 느끼도록 천천히 설명하며 진행해요.",
      "가지고 계신 화장품을 가져오시면 쓰는 법을 알려 드려요.",
      "행사 성격에 맞춰 과하지 않게 준비해 드려요."},
     {"메이크업은 처음 받아 봐요.", "가지고 있는 화장품을 가져갈게요.", "아이와 함께 가요."}},
}};

constexpr std::array<std::string_view, 8> extras{"사용하는 브러시와 퍼프는 매번 소독해요.",
                                                 "헤어는 간단한 스타일링까지 포함이에요.",
                                                 "맨 얼굴로 오시면 진정 케어부터 시작해요.",
                                                 "주차는 건물 지하에 두 시간 무료예요.",
                                                 "속눈썹은 원하실 때만 붙여요.",
                                                 "늦으실 것 같으면 꼭 미리 알려 주세요.",
                                                 "사진은 동의하신 경우에만 남겨요.",
                                                 "비건 제품만으로도 가능해요."};

constexpr std::array<std::string_view, 6> styles{
    "피부 표현에 진심인",    "색을 가지고 노는 걸 좋아하는", "결을 살리는 메이크업을 하는",
    "처음 오신 분을 반기는", "오래 가는 화장을 고민하는",    "사람마다 다른 얼굴을 공부하는"};

constexpr std::array<std::string_view, 6> careers{
    "방송국 분장실에서 일을 배웠고", "웨딩 살롱에서 오래 일했고",
    "연극 무대에서 시작했고",        "화보 현장을 다니며 경험을 쌓았고",
    "뷰티 학교에서 학생을 가르쳤고", "작은 샵에서 차근차근 배웠고"};

constexpr std::array<std::string_view, 5> closings{
    "편하게 이야기하듯 맞춰 가요.", "궁금한 점은 예약 메모로 남겨 주세요.",
    "당신의 좋은 날을 함께할게요.", "예약 시간은 넉넉하게 지켜 드려요.",
    "다시 찾고 싶은 곳이 되고 싶어요."};

constexpr std::array<std::string_view, 6> customer_reasons{
    "일정이 바뀌었어요.",       "몸이 좋지 않아서요.", "행사가 취소됐어요.",
    "다른 날로 다시 잡을게요.", "출장이 생겼어요.",    "시간이 맞지 않게 됐어요."};
constexpr std::array<std::string_view, 4> artist_reasons{
    "몸이 아파서 부득이하게 취소해요. 죄송해요.", "촬영 일정이 길어졌어요.",
    "샵에 누수가 있어 문을 닫아요.", "가족 일로 자리를 비워요."};
constexpr std::array<std::string_view, 4> decline_reasons{
    "그날은 이미 다른 일정이 있어요.", "이동 거리가 너무 멀어요.",
    "요청하신 분장은 준비 시간이 더 필요해요.", "해당 시간에는 혼자라 인원이 어려워요."};

const Phrases& phrases_of(Category category) {
  return phrases[static_cast<std::size_t>(category)];
}

}  // namespace

std::string portfolio_title(Random& random, Category category) {
  const Phrases& p = phrases_of(category);
  const auto mood = pick(random, p.moods);
  return fmt::format("{} {}", mood, pick(random, p.subjects));
}

std::string portfolio_description(Random& random, const catalogue::PortfolioFacts& portfolio) {
  const Phrases& p = phrases_of(portfolio.category);
  const auto first = random.below(p.about.size());
  const auto extra = random.below(extras.size());
  std::string text = fmt::format("{}\n{}", p.about[first], p.about[(first + 1) % p.about.size()]);
  text += fmt::format("\n\n소요 시간은 {}분이에요. {}", portfolio.duration.count(), extras[extra]);
  if (portfolio.place != catalogue::PlaceSet::shop)
    text += " 출장 예약이면 넓은 탁자와 의자를 준비해 주세요.";
  if (random.chance(0.5)) text += fmt::format(" {}", extras[(extra + 3) % extras.size()]);
  return text;
}

std::string artist_bio(Random& random, const catalogue::ArtistFacts& artist,
                       std::string_view district) {
  const auto style = pick(random, styles);
  const auto career = pick(random, careers);
  const auto closing = pick(random, closings);
  if (artist.experience_years == 0) {
    return fmt::format("{} 메이크업 아티스트예요. {} 올해부터 {}에서 제 이름으로 손님을 만나요. {}",
                       style, career, district, closing);
  }
  return fmt::format("{} {}년 차 메이크업 아티스트예요. {} 지금은 {}에서 손님을 만나요. {}", style,
                     artist.experience_years, career, district, closing);
}

std::string_view booking_note(Random& random, Category category) {
  return pick(random, phrases_of(category).notes);
}
std::string_view customer_cancel_reason(Random& random) {
  return pick(random, customer_reasons);
}
std::string_view artist_cancel_reason(Random& random) {
  return pick(random, artist_reasons);
}
std::string_view decline_reason(Random& random) {
  return pick(random, decline_reasons);
}

}  // namespace meme::app::demo
