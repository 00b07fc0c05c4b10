// Prepared statements on one link.
#pragma once
#include <memory>
#include <string>
#include <vector>

#include <boost/unordered/unordered_flat_map.hpp>

#include "sql/postgres/binary.h"
#include "sql/postgres/link.h"
#include "sql/readers.h"

namespace meme::sql::postgres {

// A statement as the server knows it. Behind a pooler it has no name and is sent with its text each
// time.
struct Prepared {
  std::string name;
  const char* text = nullptr;
  std::vector<Oid> types;  // of the parameters
};

// Parameters in binary form, ready to be sent.
struct Parameters {
  std::vector<std::string> values;
  std::vector<bool> nulls;
};

class Connection final : public ReadSession {
 public:
  explicit Connection(LinkOptions options) : link_(std::move(options)) {}

  Engine engine() const override { return Engine::postgres; }
  std::int64_t execute_with(const Query& query, std::span<const Value> values) override;
  void query_with(const Query& query, std::span<const Value> values, RowVisitor visit) override;
  // A transaction that reads one state. It begins with its first statement.
  void begin() override { begins_ = true; }
  void end() noexcept override;

  // Connects if need be. Before every round trip that does not follow another.
  void open();

  // The parts of a call, for who sends several statements in one round trip: send() any number,
  // then finish(). Preparing is a round trip of its own, once for each statement.
  const Prepared& prepare(const Query& query, std::span<const Value> values);
  Parameters encode(const Query& query, const Prepared& prepared,
                    std::span<const Value> values) const;
  void send(const Prepared& prepared, const Parameters& parameters);
  void send(const char* text);  // of the driver's own, without parameters
  // The results of all that was sent. Throws the first failure as raise(), after reading all.
  std::vector<Result> finish(std::string_view doing);

  Link& link() { return link_; }
  bool in_transaction() const;

 private:
  Result run(const Query& query, std::span<const Value> values);
  Result run_once(const Query& query, std::span<const Value> values);
  void send_begin();

  Link link_;
  std::uint64_t known_to_ = 0;  // the link's generation that statements_ were prepared on
  // By the address of the text, which is a literal and so outlives everything.
  boost::unordered_flat_map<const char*, std::unique_ptr<Prepared>> statements_;
  std::size_t sent_ = 0;
  bool begins_ = false;  // a transaction that reads is to begin with the next statement
  bool reads_ = false;   // one is open
};

// Rows that a statement changed; 0 for one that only reads.
std::int64_t changed_rows(const PGresult* result);

}  // namespace meme::sql::postgres
