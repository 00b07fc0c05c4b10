#include "options.h"

#include <charconv>
#include <functional>
#include <map>
#include <string_view>

namespace meme::loadgen {

const char usage[] =
    R"(loadgen SCENARIO [--flag=value …]    prints one JSON object

scenarios
  book          POST /v1/reservations, one free time after another
  hold          POST /v1/holds, then POST /v1/reservations with it
  race          all connections want the same --slots times at once
  availability  GET /v1/portfolios/{id}/availability of --days days
  month         GET /v1/portfolios/{id}/months/{month}
  target        GET --target
  search        GET /v1/search with a date, a category, districts and a price
  streams       --streams event streams watch while bookings are made at --rate

flags
  --server=127.0.0.1:8080  --connections=64
  --rate=0            requests per second of an open loop; 0 is a closed loop
  --seconds=5 --warm-up=1 --timeout=10
  --good-within=0     seconds after which a good answer is too late to count; 0: none is
  --keys=random       or zipf, or hot
  --seed=1 --customers=64 --portfolios=20000 --bookings=0 --slots=48 --days=31
  --streams=2000 --watched=50
  --target=/          a path to ask for
  --server-pid=PID    tells the server's processor time for each good answer
  --own=PID           a process tree that is not foreign load; repeatable
  --json=FILE         write the result there instead of to standard output
)";

namespace {

using Setter = std::function<bool(std::string_view)>;

template <class Number>
Setter number(Number& into) {
  return [&into](std::string_view text) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), into);
    return error == std::errc{} && end == text.data() + text.size() && into >= Number{0};
  };
}

Setter seconds(std::chrono::milliseconds& into) {
  return [&into](std::string_view text) {
    double value = 0;
    if (!number(value)(text)) return false;
    into = std::chrono::milliseconds(static_cast<std::int64_t>(value * 1000));
    return true;
  };
}

Setter server(Endpoint& into) {
  return [&into](std::string_view text) {
    const std::size_t colon = text.rfind(':');
    if (colon == std::string_view::npos) return false;
    into.host = text.substr(0, colon);
    return number(into.port)(text.substr(colon + 1));
  };
}

std::map<std::string_view, Setter> setters(Options& options) {
  std::map<std::string_view, Setter> all;
  all["server"] = server(options.endpoint);
  all["connections"] = number(options.run.connections);
  all["rate"] = number(options.run.rate);
  all["seconds"] = seconds(options.run.duration);
  all["warm-up"] = seconds(options.run.warm_up);
  all["good-within"] = seconds(options.run.good_within);
  all["timeout"] = seconds(options.run.timeout);
  all["seed"] = number(options.seed);
  all["customers"] = number(options.customers);
  all["portfolios"] = number(options.portfolios);
  all["bookings"] = number(options.bookings);
  all["slots"] = number(options.slots);
  all["streams"] = number(options.streams);
  all["watched"] = number(options.watched);
  all["days"] = number(options.days);
  all["server-pid"] = number(options.server_pid);
  all["target"] = [&options](std::string_view text) {
    options.target = text;
    return text.starts_with('/');
  };
  all["json"] = [&options](std::string_view text) {
    options.json = text;
    return !text.empty();
  };
  all["own"] = [&options](std::string_view text) {
    options.own.push_back(0);
    return number(options.own.back())(text);
  };
  all["keys"] = [&options](std::string_view text) {
    const auto spread = parse_spread(text);
    options.spread = spread.value_or(Spread::random);
    return spread.has_value();
  };
  return all;
}

}  // namespace

std::expected<Options, std::string> parse_options(int argc, char** argv) {
  Options options;
  options.run.warm_up = std::chrono::seconds(1);
  if (argc < 2 || std::string_view(argv[1]).starts_with("-")) {
    return std::unexpected("name a scenario first");
  }
  options.scenario = argv[1];
  const auto all = setters(options);
  for (int i = 2; i < argc; ++i) {
    const std::string_view flag = argv[i];
    const std::size_t equals = flag.find('=');
    const auto found = flag.starts_with("--") && equals != std::string_view::npos
                           ? all.find(flag.substr(2, equals - 2))
                           : all.end();
    if (found == all.end()) return std::unexpected("unknown flag " + std::string(flag));
    if (!found->second(flag.substr(equals + 1))) {
      return std::unexpected("unusable value in " + std::string(flag));
    }
  }
  const bool sane = options.run.connections > 0 && options.customers > 0 && options.watched > 0;
  if (!sane) return std::unexpected("connections, customers and watched must be at least 1");
  return options;
}

}  // namespace meme::loadgen
