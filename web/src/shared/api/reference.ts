import { useI18n } from "~/shared/i18n/i18n";
import { queries } from "./client";
import type { Schemas } from "./client";

type ListName = "categories" | "districts" | "places" | "skinTypes" | "personalColors" | "genders";

/** Districts, categories and the other fixed lists; they change only with a new server. */
export function useReference() {
  return queries.useQuery("get", "/v1/reference", undefined, { staleTime: Infinity });
}

/** Names of codes in the current language; a code stands for itself until the list is there. */
export function useLabels() {
  const { language } = useI18n();
  const { data } = useReference();
  const labelOf = (entry: Schemas["Labelled"] | Schemas["District"]) => entry[language];
  const label = (list: ListName, code: string): string => {
    const entry = data?.[list].find((candidate) => candidate.code === code);
    return entry ? labelOf(entry) : "";
  };
  return { reference: data, label, labelOf };
}
