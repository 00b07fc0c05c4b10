import { useI18n } from "~/shared/i18n/i18n";
import { Page } from "~/shared/ui/page";
import { EmptyState } from "~/shared/ui/states";

export default function TodayPage() {
  const { t } = useI18n();
  return (
    <Page title={t("artist.nav.today")}>
      <EmptyState title={t("artist.empty")} />
    </Page>
  );
}
