import { MapPin } from "lucide-react";
import { useParams } from "wouter";
import { Link } from "wouter";
import { queries } from "~/shared/api/client";
import type { Schemas } from "~/shared/api/client";
import { useLabels } from "~/shared/api/reference";
import { useI18n } from "~/shared/i18n/i18n";
import { formatDuration } from "~/shared/time/zoned";
import { ModeBadge, Rating } from "~/shared/ui/facts";
import { formatMoney } from "~/shared/ui/money";
import { Page } from "~/shared/ui/page";
import { Picture } from "~/shared/ui/picture";
import { EmptyState, QueryView, Skeleton } from "~/shared/ui/states";

export default function ArtistPage() {
  const { t } = useI18n();
  const { artistId = "" } = useParams();
  const query = queries.useQuery("get", "/v1/artists/{artistId}", {
    params: { path: { artistId } },
  });
  return (
    <Page title={query.data?.name ?? t("done.artist")} back="/search">
      <QueryView query={query} skeleton={<ArtistSkeleton />}>
        {(artist) => (
          <div className="flex flex-col gap-7">
            <ArtistHead artist={artist} />
            <Offers portfolios={artist.portfolios.filter(({ hidden }) => !hidden)} />
          </div>
        )}
      </QueryView>
    </Page>
  );
}

function ArtistHead({ artist }: { artist: Schemas["Artist"] }) {
  const { t } = useI18n();
  const { label } = useLabels();
  return (
    <section className="flex flex-col items-center rounded-2xl bg-tint px-5 pt-7 pb-6 text-center">
      <Picture
        src={artist.pictureUrl}
        className="size-28 rounded-full border-4 border-card object-top shadow-card"
        eager
      />
      <p className="mt-3 text-xl font-extrabold">{artist.name}</p>
      <Rating rating={artist.rating} count={artist.reviewCount} />
      <p className="mt-1 text-sm text-ink-soft">
        <MapPin size={14} aria-hidden className="mb-0.5 inline" />{" "}
        {label("districts", artist.district)} · {label("places", artist.place)} ·{" "}
        {t("artist.experience", { count: artist.experienceYears })}
      </p>
      <p className="mt-4 max-w-md leading-relaxed whitespace-pre-line">{artist.bio}</p>
    </section>
  );
}

function Offers({ portfolios }: { portfolios: Schemas["PortfolioCard"][] }) {
  const { t } = useI18n();
  if (portfolios.length === 0) return <EmptyState title={t("artist.no_offers")} />;
  return (
    <section aria-labelledby="offers">
      <h2 id="offers" className="mb-3 text-lg font-bold">
        {t("artist.offers")}
      </h2>
      <ul className="grid grid-cols-2 gap-x-3 gap-y-6 md:grid-cols-3">
        {portfolios.map((portfolio) => (
          <li key={portfolio.id}>
            <OfferCard portfolio={portfolio} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function OfferCard({ portfolio }: { portfolio: Schemas["PortfolioCard"] }) {
  const { language } = useI18n();
  const { label } = useLabels();
  return (
    <Link href={`/portfolios/${portfolio.id}`} className="group block rounded-xl">
      <span className="block overflow-hidden rounded-xl">
        <Picture
          src={portfolio.pictureUrl}
          className="aspect-[4/5] w-full transition-transform duration-300 group-hover:scale-103"
        />
      </span>
      <span className="mt-2 flex flex-wrap items-center gap-1.5">
        <span className="text-xs font-semibold text-accent">
          {label("categories", portfolio.category)}
        </span>
        <ModeBadge mode={portfolio.mode} />
      </span>
      <span className="mt-1 block leading-snug font-bold">{portfolio.title}</span>
      <span className="mt-0.5 block text-sm text-ink-soft">
        <b className="text-base font-extrabold text-ink">
          {formatMoney(portfolio.price, language)}
        </b>{" "}
        {formatDuration(portfolio.durationMinutes, language)}
      </span>
    </Link>
  );
}

function ArtistSkeleton() {
  return (
    <div className="flex flex-col gap-6">
      <Skeleton className="h-72 rounded-2xl" />
      <div className="grid grid-cols-2 gap-3">
        <Skeleton className="aspect-[4/5]" />
        <Skeleton className="aspect-[4/5]" />
      </div>
    </div>
  );
}
