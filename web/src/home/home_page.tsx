import { Search } from "lucide-react";
import { Link } from "wouter";
import { searchHref } from "~/search/filters";
import { useReference, useLabels } from "~/shared/api/reference";
import { useI18n } from "~/shared/i18n/i18n";
import { usePageTitle } from "~/shared/ui/page";
import { QueryView, Skeleton } from "~/shared/ui/states";
import { Wordmark } from "~/app/shell";
import { CategoryIcon } from "./category_icon";
import { SoonFree } from "./soon_free";

export default function HomePage() {
  usePageTitle("");
  return (
    <div className="pb-10">
      <Hero />
      <div className="flex flex-col gap-9 px-4 pt-6">
        <Categories />
        <SoonFree />
        <Districts />
      </div>
    </div>
  );
}

function Hero() {
  const { t } = useI18n();
  return (
    <header className="bg-tint px-4 pt-4 pb-6 md:mt-4 md:rounded-2xl md:px-8 md:pt-8 md:pb-8">
      <div className="md:hidden">
        <Wordmark />
      </div>
      <h1 className="mt-5 text-[1.625rem] leading-snug font-extrabold tracking-tight md:mt-0">
        {t("home.headline")}
      </h1>
      <p className="mt-1 text-sm text-ink-soft">{t("home.subline")}</p>
      <Link
        href="/search"
        className="mt-5 flex h-13 items-center gap-3 rounded-full border border-line bg-card px-5 text-ink-soft shadow-card hover:text-ink"
      >
        <Search size={20} aria-hidden className="text-accent" />
        {t("home.search_prompt")}
      </Link>
    </header>
  );
}

function Categories() {
  const { t } = useI18n();
  const query = useReference();
  const { labelOf } = useLabels();
  return (
    <section aria-labelledby="home-categories">
      <h2 id="home-categories" className="mb-3 text-lg font-bold">
        {t("home.categories")}
      </h2>
      <QueryView query={query} skeleton={<CategorySkeleton />}>
        {({ categories }) => (
          <ul className="grid grid-cols-4 gap-x-2 gap-y-4 md:grid-cols-8">
            {categories.map((category) => (
              <li key={category.code}>
                <Link
                  href={searchHref({ category: category.code })}
                  className="group flex flex-col items-center gap-1.5 rounded-lg text-center text-sm font-medium"
                >
                  <span className="grid aspect-square w-full max-w-16 place-items-center rounded-2xl bg-tint text-accent transition-transform group-hover:-translate-y-0.5">
                    <CategoryIcon code={category.code} />
                  </span>
                  {labelOf(category)}
                </Link>
              </li>
            ))}
          </ul>
        )}
      </QueryView>
    </section>
  );
}

function CategorySkeleton() {
  return (
    <div className="grid grid-cols-4 gap-x-2 gap-y-4 md:grid-cols-8">
      {Array.from({ length: 8 }, (_, index) => (
        <div key={index} className="flex flex-col items-center gap-1.5">
          <Skeleton className="aspect-square w-full max-w-16 rounded-2xl" />
          <Skeleton className="h-5 w-12" />
        </div>
      ))}
    </div>
  );
}

function Districts() {
  const { t } = useI18n();
  const { reference, labelOf } = useLabels();
  if (!reference) return null;
  return (
    <section aria-labelledby="home-districts">
      <h2 id="home-districts" className="mb-3 text-lg font-bold">
        {t("home.districts")}
      </h2>
      <ul className="flex flex-wrap gap-2">
        {reference.districts.map((district) => (
          <li key={district.code}>
            <Link
              href={searchHref({ districts: [district.code] })}
              className="flex h-11 items-center rounded-full border border-line bg-card px-4 text-sm font-medium hover:border-accent hover:text-accent"
            >
              {labelOf(district)}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
