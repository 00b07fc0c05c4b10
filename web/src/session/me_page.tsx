import { Brush, ChevronRight, LogOut, UserRound } from "lucide-react";
import type { ReactNode } from "react";
import { Link } from "wouter";
import { setTheme, useTheme } from "~/app/theme";
import type { Theme } from "~/app/theme";
import type { Language } from "~/shared/i18n/i18n";
import { useI18n } from "~/shared/i18n/i18n";
import { Button, ButtonLink } from "~/shared/ui/button";
import { cx } from "~/shared/ui/class_names";
import { Page } from "~/shared/ui/page";
import { QueryView, Skeleton } from "~/shared/ui/states";
import { useSession, useSessionChange } from "./session";
import type { Member } from "./session";

const themes: Theme[] = ["system", "light", "dark"];
const languages: [Language, string][] = [
  ["ko", "한국어"],
  ["en", "English"],
];

export default function MePage() {
  const { t, language, setLanguage } = useI18n();
  const theme = useTheme();
  return (
    <Page title={t("tab.me")}>
      <div className="flex flex-col gap-8">
        <Account />
        <Choice label={t("me.language")}>
          {languages.map(([code, name]) => (
            <Segment
              key={code}
              lang={code}
              selected={language === code}
              onSelect={() => void setLanguage(code)}
            >
              {name}
            </Segment>
          ))}
        </Choice>
        <Choice label={t("me.theme")}>
          {themes.map((name) => (
            <Segment key={name} selected={theme === name} onSelect={() => setTheme(name)}>
              {t(`me.theme.${name}`)}
            </Segment>
          ))}
        </Choice>
      </div>
    </Page>
  );
}

function Account() {
  const session = useSession();
  return (
    <QueryView query={session} skeleton={<Skeleton className="h-28" />}>
      {({ member }) => (member ? <SignedIn member={member} /> : <Visitor />)}
    </QueryView>
  );
}

function Visitor() {
  const { t } = useI18n();
  return (
    <section className="rounded-xl bg-tint p-5">
      <p className="text-lg font-bold">{t("me.visitor.title")}</p>
      <p className="mt-1 mb-4 text-sm text-ink-soft">{t("me.visitor.detail")}</p>
      <ButtonLink href="/sign-in?next=/me" variant="brand" size="large" block>
        {t("sign_in.action")}
      </ButtonLink>
    </section>
  );
}

function SignedIn({ member }: { member: Member }) {
  const { t } = useI18n();
  const { signOut } = useSessionChange();
  return (
    <section className="overflow-hidden rounded-xl border border-line bg-card">
      <div className="flex items-center gap-4 bg-tint p-5">
        <span
          className="grid size-12 place-items-center rounded-full bg-card text-accent"
          aria-hidden
        >
          <UserRound size={24} />
        </span>
        <div className="grow">
          <p className="text-lg font-bold">{t("me.greeting", { name: member.name })}</p>
          <p className="text-sm text-ink-soft">
            {member.roles.map((role) => t(`role.${role}`)).join(" · ")}
          </p>
        </div>
      </div>
      {member.artistId && (
        <Link
          href="/artist"
          className="flex h-14 items-center gap-3 border-b border-line px-5 font-medium -outline-offset-2 hover:bg-sunken"
        >
          <Brush size={18} aria-hidden className="text-accent" />
          <span className="grow">{t("me.artist_desk")}</span>
          <ChevronRight size={18} aria-hidden className="text-ink-faint" />
        </Link>
      )}
      <Button variant="quiet" block className="h-14 rounded-none" onClick={() => void signOut()}>
        <LogOut size={17} aria-hidden /> {t("sign_in.sign_out")}
      </Button>
    </section>
  );
}

function Choice({ label, children }: { label: string; children: ReactNode }) {
  return (
    <fieldset>
      <legend className="mb-2 font-bold">{label}</legend>
      <div className="flex rounded-lg bg-sunken p-1">{children}</div>
    </fieldset>
  );
}

interface SegmentProps {
  selected: boolean;
  onSelect: () => void;
  lang?: Language;
  children: ReactNode;
}

function Segment({ selected, onSelect, lang, children }: SegmentProps) {
  return (
    <button
      type="button"
      lang={lang}
      aria-pressed={selected}
      onClick={onSelect}
      className={cx(
        "h-11 grow basis-0 rounded-md text-sm font-semibold transition-colors",
        selected ? "bg-card text-accent shadow-card" : "text-ink-soft hover:text-ink",
      )}
    >
      {children}
    </button>
  );
}
