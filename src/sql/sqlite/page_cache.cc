#include "sql/sqlite/page_cache.h"

#include <sqlite3.h>

#include <algorithm>
#include <mutex>
#include <new>

namespace meme::sql::sqlite {
namespace {

sqlite3_pcache_methods2 usual;

// One cache, which belongs to one connection and so to one thread at a time.
struct Cache {
  sqlite3_pcache* pages;
  unsigned highest = 0;  // no page has a higher number, but the one that is parked
  unsigned parked = 0;   // 0: none

  bool may_hold_from(unsigned number) const { return highest >= number || parked >= number; }
};

Cache& cache_of(sqlite3_pcache* cache) {
  return *reinterpret_cast<Cache*>(cache);
}

sqlite3_pcache* create(int page_bytes, int extra_bytes, int purgeable) {
  sqlite3_pcache* const pages = usual.xCreate(page_bytes, extra_bytes, purgeable);
  if (pages == nullptr) return nullptr;
  auto* const cache = new (std::nothrow) Cache{pages};
  if (cache == nullptr) usual.xDestroy(pages);
  return reinterpret_cast<sqlite3_pcache*>(cache);
}

void destroy(sqlite3_pcache* cache) {
  usual.xDestroy(cache_of(cache).pages);
  delete &cache_of(cache);
}

sqlite3_pcache_page* fetch(sqlite3_pcache* cache, unsigned number, int create) {
  Cache& self = cache_of(cache);
  sqlite3_pcache_page* const page = usual.xFetch(self.pages, number, create);
  if (page != nullptr) self.highest = std::max(self.highest, number);
  return page;
}

void rekey(sqlite3_pcache* cache, sqlite3_pcache_page* page, unsigned from, unsigned to) {
  Cache& self = cache_of(cache);
  usual.xRekey(self.pages, page, from, to);
  if (from == self.parked) self.parked = 0;
  if (to <= self.highest) return;
  if (self.parked == 0) {
    self.parked = to;
  } else {
    self.highest = to;
  }
}

void truncate(sqlite3_pcache* cache, unsigned from) {
  Cache& self = cache_of(cache);
  if (!self.may_hold_from(from)) return;
  usual.xTruncate(self.pages, from);
  self.highest = std::min(self.highest, from - 1);
  if (self.parked >= from) self.parked = 0;
}

void set_size(sqlite3_pcache* cache, int pages) {
  usual.xCachesize(cache_of(cache).pages, pages);
}

int page_count(sqlite3_pcache* cache) {
  return usual.xPagecount(cache_of(cache).pages);
}

void unpin(sqlite3_pcache* cache, sqlite3_pcache_page* page, int discard) {
  usual.xUnpin(cache_of(cache).pages, page, discard);
}

void shrink(sqlite3_pcache* cache) {
  usual.xShrink(cache_of(cache).pages);
}

void put_before_the_usual() {
  if (sqlite3_config(SQLITE_CONFIG_GETPCACHE2, &usual) != SQLITE_OK) return;
  if (usual.xCreate == nullptr || usual.xCreate == &create) return;
  sqlite3_pcache_methods2 ours = usual;
  ours.xCreate = create;
  ours.xCachesize = set_size;
  ours.xPagecount = page_count;
  ours.xFetch = fetch;
  ours.xUnpin = unpin;
  ours.xRekey = rekey;
  ours.xTruncate = truncate;
  ours.xDestroy = destroy;
  ours.xShrink = shrink;
  sqlite3_config(SQLITE_CONFIG_PCACHE2, &ours);
}

}  // namespace

void use_patient_page_cache() {
  static std::once_flag once;
  std::call_once(once, put_before_the_usual);
}

}  // namespace meme::sql::sqlite
