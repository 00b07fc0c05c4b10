import { CalendarCheck2, ChevronRight, Clock3, MapPin } from "lucide-react";
import type { LucideIcon } from "lucide-react";
import { Link, useParams } from "wouter";
import { queries } from "~/shared/api/client";
import type { Schemas } from "~/shared/api/client";
import { useLabels } from "~/shared/api/reference";
import { useI18n } from "~/shared/i18n/i18n";
import { formatDuration } from "~/shared/time/zoned";
import { ButtonLink } from "~/shared/ui/button";
import { CancellationRules } from "~/shared/ui/cancellation_rules";
import { ModeBadge, Rating } from "~/shared/ui/facts";
import { formatMoney } from "~/shared/ui/money";
import { Page } from "~/shared/ui/page";
import { Picture } from "~/shared/ui/picture";
import { EmptyState, QueryView, Skeleton } from "~/shared/ui/states";
import { Gallery } from "./gallery";
import { NextFree } from "./next_free";

export default function PortfolioPage() {
  const { t } = useI18n();
  const { portfolioId = "" } = useParams();
  const query = queries.useQuery("get", "/v1/portfolios/{portfolioId}", {
    params: { path: { portfolioId } },
  });
  const portfolio = query.data;
  return (
    <Page
      title={portfolio?.title ?? t("portfolio.title")}
      back="/search"
      footer={portfolio && !portfolio.hidden && <BookBar portfolio={portfolio} />}
    >
      <QueryView query={query} skeleton={<PortfolioSkeleton />}>
        {(data) => <PortfolioBody portfolio={data} />}
      </QueryView>
    </Page>
  );
}

function BookBar({ portfolio }: { portfolio: Schemas["Portfolio"] }) {
  const { t, language } = useI18n();
  return (
    <div className="flex items-center gap-4">
      <p className="leading-tight">
        <span className="block text-lg font-extrabold">
          {formatMoney(portfolio.price, language)}
        </span>
        <span className="text-xs text-ink-soft">
          {formatDuration(portfolio.durationMinutes, language)}
        </span>
      </p>
      <ButtonLink
        href={`/portfolios/${portfolio.id}/book`}
        variant="brand"
        size="large"
        className="grow"
      >
        {t("portfolio.book")}
      </ButtonLink>
    </div>
  );
}

function PortfolioBody({ portfolio }: { portfolio: Schemas["Portfolio"] }) {
  const { t } = useI18n();
  const { title, pictures, artist, category, mode, description, cancellation, hidden } = portfolio;
  const { label } = useLabels();
  return (
    <div className="flex flex-col gap-7">
      <Gallery pictures={pictures} title={title} />
      <section className="flex flex-col gap-2">
        <p className="flex gap-1.5">
          <span className="rounded-full bg-tint px-2 py-0.5 text-xs font-semibold text-accent">
            {label("categories", category)}
          </span>
          <ModeBadge mode={mode} />
        </p>
        <h2 className="text-xl font-extrabold">{title}</h2>
        <ArtistRow artist={artist} />
      </section>
      <Facts portfolio={portfolio} />
      {hidden ? <EmptyState title={t("reason.hidden")} /> : <NextFree portfolio={portfolio} />}
      <section>
        <h2 className="mb-2 font-bold">{t("portfolio.about")}</h2>
        <p className="leading-relaxed whitespace-pre-line text-ink-soft">{description}</p>
      </section>
      <CancellationRules rules={cancellation} />
    </div>
  );
}

function ArtistRow({ artist }: { artist: Schemas["ArtistCard"] }) {
  const { t } = useI18n();
  return (
    <Link
      href={`/artists/${artist.id}`}
      className="-mx-2 flex items-center gap-3 rounded-xl p-2 hover:bg-tint"
    >
      <Picture src={artist.pictureUrl} className="size-12 rounded-full object-top" />
      <span className="grow">
        <span className="block font-bold">{artist.name}</span>
        <Rating rating={artist.rating} count={artist.reviewCount} />
      </span>
      <span className="text-sm text-ink-soft">
        {t("artist.experience", { count: artist.experienceYears })}
      </span>
      <ChevronRight size={18} aria-hidden className="text-ink-faint" />
    </Link>
  );
}

function Facts({ portfolio }: { portfolio: Schemas["Portfolio"] }) {
  const { t, language } = useI18n();
  const { label } = useLabels();
  const { artist, place, durationMinutes, mode } = portfolio;
  const facts: [LucideIcon, string, string][] = [
    [MapPin, label("districts", artist.district), label("places", place)],
    [Clock3, t("portfolio.duration"), formatDuration(durationMinutes, language)],
    [CalendarCheck2, t("portfolio.confirmation"), t(`mode.${mode}`)],
  ];
  return (
    <ul className="grid grid-cols-3 divide-x divide-line rounded-xl border border-line bg-card py-4">
      {facts.map(([Icon, name, value]) => (
        <li key={name} className="flex flex-col items-center px-2 text-center">
          <Icon size={20} aria-hidden className="mb-1 text-accent" />
          <span className="text-xs text-ink-soft">{name}</span>
          <span className="text-sm font-semibold">{value}</span>
        </li>
      ))}
    </ul>
  );
}

function PortfolioSkeleton() {
  return (
    <div className="flex flex-col gap-4">
      <Skeleton className="aspect-[4/3] w-full" />
      <Skeleton className="h-7 w-2/3" />
      <Skeleton className="h-14" />
      <Skeleton className="h-24" />
    </div>
  );
}
