// SQLite's page cache, without its walk over all pages at every commit.
#pragma once

namespace meme::sql::sqlite {

// When a B-tree page splits, SQLite (3.38 and later) parks a page for a moment under the highest
// number there is. Its cache takes that number for one that is in use, and so looks at every cached
// page at the end of the transaction, to drop those behind the end of the file: milliseconds with a
// large cache. This puts a layer before the cache which knows that the number was given back.
// To be called before anything else of SQLite; later it has no effect. Any thread.
void use_patient_page_cache();

}  // namespace meme::sql::sqlite
