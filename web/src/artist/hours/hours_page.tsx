import { useI18n } from "~/shared/i18n/i18n";
import { Page } from "~/shared/ui/page";
import { EmptyState } from "~/shared/ui/states";

export default function HoursPage() {
  const { t } = useI18n();
  return (
    <Page title={t("artist.nav.hours")}>
      <EmptyState title={t("artist.empty")} />
    </Page>
  );
}
