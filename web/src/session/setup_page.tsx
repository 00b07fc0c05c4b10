import { KeyRound } from "lucide-react";
import { useState } from "react";
import type { SubmitEvent } from "react";
import { useLocation } from "wouter";
import { isProblem } from "~/shared/api/problem";
import { useI18n } from "~/shared/i18n/i18n";
import { Button, ButtonLink } from "~/shared/ui/button";
import { Page } from "~/shared/ui/page";
import { EmptyState, ErrorState } from "~/shared/ui/states";
import { Field } from "~/shared/ui/text_field";
import { useSessionChange } from "./session";
import { setupLinkIn } from "./setup_link";

/** The one-time link of whoever runs the marketplace. Opening it changes nothing; the button does. */
export default function SetupPage() {
  const { t } = useI18n();
  const [link] = useState(() => setupLinkIn(location.hash));
  const [gone, setGone] = useState(link === null);
  return (
    <Page title={t("setup.title")} back="/">
      {gone || !link ? (
        <EmptyState
          icon={<KeyRound size={28} />}
          title={t("setup.gone.title")}
          detail={t("setup.gone.detail")}
          action={<ButtonLink href="/">{t("setup.home")}</ButtonLink>}
        />
      ) : (
        <SetupForm link={link} onGone={() => setGone(true)} />
      )}
    </Page>
  );
}

function SetupForm({
  link,
  onGone,
}: {
  link: { first: boolean; token: string };
  onGone: () => void;
}) {
  const { t } = useI18n();
  const [, navigate] = useLocation();
  const { setUp } = useSessionChange();
  const [name, setName] = useState("");
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const submit = async (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (busy) return;
    setBusy(true);
    setFailure(null);
    try {
      await setUp(link.token, name.trim());
      navigate("/me", { replace: true });
    } catch (error) {
      if (isProblem(error, "link_gone")) onGone();
      else setFailure(error);
      setBusy(false);
    }
  };
  return (
    <form onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
      <p className="text-sm text-ink-soft">
        {t(link.first ? "setup.detail" : "setup.again.detail")}
      </p>
      {link.first && (
        <Field
          label={t("setup.name")}
          name="name"
          value={name}
          onChange={setName}
          autoComplete="name"
          maxLength={40}
        />
      )}
      {failure !== null && <ErrorState error={failure} />}
      <Button type="submit" variant="brand" size="large" block aria-busy={busy}>
        {t("setup.action")}
      </Button>
    </form>
  );
}
