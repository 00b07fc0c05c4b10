import { queries } from "~/shared/api/client";
import { useLabels } from "~/shared/api/reference";
import { useI18n } from "~/shared/i18n/i18n";
import { CancellationRules } from "~/shared/ui/cancellation_rules";
import { FactList } from "~/shared/ui/fact_list";
import { QueryView, Skeleton } from "~/shared/ui/states";
import { toContact } from "./contact";
import type { Draft } from "./contact";
import type { Hold } from "./holds";

/** Everything once more, with the rule for cancelling, before the one button that books. */
export function ConfirmView({ hold, draft }: { hold: Hold; draft: Draft }) {
  const { t, plural } = useI18n();
  const { label } = useLabels();
  const contact = toContact(draft, hold.place);
  const query = queries.useQuery("get", "/v1/portfolios/{portfolioId}", {
    params: { path: { portfolioId: hold.portfolioId } },
  });
  return (
    <>
      <FactList
        title={t("confirm.contact")}
        facts={[
          [t("contact.name"), contact.name],
          [t("contact.phone"), contact.phone],
          [t("contact.address"), contact.address],
          [t("contact.headcount"), plural("contact.people", contact.headcount ?? 1)],
          [t("contact.skin_type"), contact.skinType && label("skinTypes", contact.skinType)],
          [
            t("contact.personal_color"),
            contact.personalColor && label("personalColors", contact.personalColor),
          ],
          [t("contact.gender"), contact.gender && label("genders", contact.gender)],
          [t("contact.note"), contact.note],
        ]}
      />
      <QueryView query={query} skeleton={<Skeleton className="h-32" />}>
        {({ cancellation }) => <CancellationRules rules={cancellation} />}
      </QueryView>
    </>
  );
}
