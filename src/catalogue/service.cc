#include "catalogue/service.h"

#include <algorithm>
#include <utility>

#include "catalogue/queries.h"

namespace meme::catalogue {

class StoredCatalogue::Listening final : public Subscription {
 public:
  Listening(std::shared_ptr<Listeners> among, Listener listener)
      : among_(std::move(among)), listener_(std::move(listener)) {
    const std::scoped_lock lock(among_->mutex);
    among_->all.push_back(this);
  }
  // Waits for a call that is under way: the mutex is held while listeners run.
  ~Listening() override {
    const std::scoped_lock lock(among_->mutex);
    std::erase(among_->all, this);
  }
  void tell(const Change& change) const { listener_(change); }

 private:
  std::shared_ptr<Listeners> among_;
  Listener listener_;
};

// One change of a portfolio. The new facts are worked out on the writer thread, where nobody else
// changes them.
class StoredCatalogue::Editing final : public sql::WriteWork {
 public:
  Editing(StoredCatalogue& owner, PortfolioId id, PortfolioEdit edit)
      : owner_(owner), id_(id), edit_(std::move(edit)) {}

  void run(sql::Session& tx) override {
    facts_ = owner_.portfolio(id_);
    if (!facts_) return;
    if (edit_.title) facts_->title = *edit_.title;
    facts_->price = edit_.price.value_or(facts_->price);
    facts_->mode = edit_.mode.value_or(facts_->mode);
    facts_->hidden = edit_.hidden.value_or(facts_->hidden);
    tx.execute(queries::update_portfolio, id_, facts_->title, facts_->price.amount, facts_->mode,
               facts_->hidden);
  }
  void committed() noexcept override {
    if (facts_) owner_.apply(*facts_);
  }
  bool found() const { return facts_.has_value(); }

 private:
  StoredCatalogue& owner_;
  PortfolioId id_;
  PortfolioEdit edit_;
  std::optional<PortfolioFacts> facts_;
};

StoredCatalogue::~StoredCatalogue() = default;

const CancellationPolicy& StoredCatalogue::cancellation_policy(std::uint16_t id) const {
  static const CancellationPolicy none;
  return id < policies_.size() ? policies_[id] : none;
}

std::optional<DistrictIndex> StoredCatalogue::district(std::string_view code) const {
  const auto found = std::ranges::find(districts_, code, &District::code);
  if (found == districts_.end()) return std::nullopt;
  return static_cast<DistrictIndex>(found - districts_.begin());
}

ArtistCard StoredCatalogue::card_of(const ArtistFacts& facts) const {
  ArtistCard card{.id = facts.id,
                  .name = facts.name,
                  .district = districts_[facts.district].code,
                  .place = facts.place,
                  .rating = facts.rating_hundredths / 100.0,
                  .review_count = facts.review_count,
                  .experience_years = facts.experience_years};
  card.picture_url = "/media/artists/";
  facts.id.append_to(card.picture_url);
  card.picture_url += ".svg";
  return card;
}

PortfolioCard StoredCatalogue::card_of(const PortfolioFacts& facts) {
  return {.id = facts.id,
          .artist = facts.artist,
          .title = facts.title,
          .category = facts.category,
          .place = facts.place,
          .price = facts.price,
          .duration_minutes = static_cast<std::int32_t>(facts.duration.count()),
          .mode = facts.mode,
          .picture_url = picture_url(facts.id, 1),
          .hidden = facts.hidden};
}

std::optional<ArtistCard> StoredCatalogue::artist_card(ArtistId id) const {
  const auto facts = offer_.artist(id);
  return facts ? std::optional(card_of(*facts)) : std::nullopt;
}

std::optional<PortfolioCard> StoredCatalogue::portfolio_card(PortfolioId id) const {
  const auto facts = offer_.portfolio(id);
  return facts ? std::optional(card_of(*facts)) : std::nullopt;
}

std::unique_ptr<Subscription> StoredCatalogue::subscribe(Listener listener) {
  return std::make_unique<Listening>(listeners_, std::move(listener));
}

runtime::Task<std::string> StoredCatalogue::bio(ArtistId id) {
  auto read = [id](sql::Session& session) {
    std::string text;
    session.maybe_one(queries::select_bio, [&](const sql::Row& row) { text = row.text(0); }, id);
    return text;
  };
  co_return co_await database_.reads().run(std::move(read));
}

runtime::Task<std::string> StoredCatalogue::description(PortfolioId id) {
  auto read = [id](sql::Session& session) {
    std::string text;
    session.maybe_one(
        queries::select_description, [&](const sql::Row& row) { text = row.text(0); }, id);
    return text;
  };
  co_return co_await database_.reads().run(std::move(read));
}

runtime::Task<bool> StoredCatalogue::edit(PortfolioId id, PortfolioEdit edit) {
  Editing work(*this, id, std::move(edit));
  co_await database_.writes().perform(work);
  co_return work.found();
}

void StoredCatalogue::apply(const PortfolioFacts& facts) {
  offer_.put(facts);
  const Change change{facts.artist, facts.id};
  const std::scoped_lock lock(listeners_->mutex);
  for (const Listening* one : listeners_->all) one->tell(change);
}

}  // namespace meme::catalogue
