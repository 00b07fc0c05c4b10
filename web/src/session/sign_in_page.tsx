import { Brush, Search, UserRound } from "lucide-react";
import { useDeferredValue, useState } from "react";
import { useLocation, useSearchParams } from "wouter";
import { queries } from "~/shared/api/client";
import { useI18n } from "~/shared/i18n/i18n";
import { Page } from "~/shared/ui/page";
import { EmptyState, ErrorState, QueryView, Skeleton } from "~/shared/ui/states";
import { safeNext, useSessionChange } from "./session";
import type { Member } from "./session";

const SHOWN_MAX = 60;

/** Development's sign-in: choose one of the seeded people. The server offers it only when told to. */
export default function SignInPage() {
  const { t } = useI18n();
  const reference = queries.useQuery("get", "/v1/reference");
  return (
    <Page title={t("sign_in.title")} back="/">
      <QueryView query={reference} skeleton={<PeopleSkeleton />}>
        {({ demo }) =>
          demo ? (
            <PeopleChooser />
          ) : (
            <EmptyState
              icon={<UserRound size={28} />}
              title={t("sign_in.closed.title")}
              detail={t("sign_in.closed.detail")}
            />
          )
        }
      </QueryView>
    </Page>
  );
}

function PeopleChooser() {
  const { t } = useI18n();
  const people = queries.useQuery("get", "/v1/demo/people");
  const [text, setText] = useState("");
  const wanted = useDeferredValue(text.trim().toLowerCase());
  return (
    <>
      <p className="mb-3 text-sm text-ink-soft">{t("sign_in.detail")}</p>
      <label className="mb-4 flex h-12 items-center gap-2 rounded-lg border border-line-strong bg-card px-3 focus-within:border-accent">
        <Search size={18} aria-hidden className="text-ink-faint" />
        <span className="sr-only">{t("sign_in.filter")}</span>
        <input
          type="search"
          value={text}
          onChange={(event) => setText(event.target.value)}
          placeholder={t("sign_in.filter")}
          className="h-full grow bg-transparent text-base outline-none placeholder:text-ink-faint"
        />
      </label>
      <QueryView query={people} skeleton={<PeopleSkeleton />}>
        {({ items }) => (
          <PeopleList people={items.filter(({ name }) => name.toLowerCase().includes(wanted))} />
        )}
      </QueryView>
    </>
  );
}

function PeopleList({ people }: { people: Member[] }) {
  const { t } = useI18n();
  const [params] = useSearchParams();
  const [, navigate] = useLocation();
  const { signIn } = useSessionChange();
  const [busy, setBusy] = useState<string | null>(null);
  const [failure, setFailure] = useState<unknown>(null);
  if (people.length === 0) return <EmptyState title={t("sign_in.nobody")} />;
  const choose = async (member: Member) => {
    setBusy(member.id);
    setFailure(null);
    try {
      await signIn(member.id);
      const home =
        member.artistId && !params.has("next") ? "/artist" : safeNext(params.get("next"));
      navigate(home, { replace: true });
    } catch (error) {
      setFailure(error);
      setBusy(null);
    }
  };
  return (
    <>
      {failure !== null && <ErrorState error={failure} />}
      <ul className="divide-y divide-line overflow-hidden rounded-xl border border-line bg-card">
        {people.slice(0, SHOWN_MAX).map((member) => (
          <li key={member.id}>
            <button
              type="button"
              aria-busy={busy === member.id}
              onClick={() => busy === null && void choose(member)}
              className="flex min-h-14 w-full items-center gap-3 px-4 py-2 text-left -outline-offset-2 hover:bg-tint"
            >
              <span
                className="grid size-9 place-items-center rounded-full bg-accent-soft text-accent"
                aria-hidden
              >
                {member.artistId ? <Brush size={17} /> : <UserRound size={17} />}
              </span>
              <span className="grow font-medium">{member.name}</span>
              <span className="text-xs text-ink-soft">
                {member.roles.map((role) => t(`role.${role}`)).join(" · ")}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

function PeopleSkeleton() {
  return (
    <div className="flex flex-col gap-2">
      {Array.from({ length: 8 }, (_, index) => (
        <Skeleton key={index} className="h-14" />
      ))}
    </div>
  );
}
