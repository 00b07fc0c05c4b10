import { useI18n } from "~/shared/i18n/i18n";
import { Page } from "~/shared/ui/page";

export default function HomePage() {
  const { t } = useI18n();
  return <Page title={t("app.name")}>{null}</Page>;
}
