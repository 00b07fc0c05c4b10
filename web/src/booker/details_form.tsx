import { ChevronDown } from "lucide-react";
import { Form } from "react-aria-components";
import { useLabels } from "~/shared/api/reference";
import type { Schemas } from "~/shared/api/client";
import { useI18n } from "~/shared/i18n/i18n";
import { ChoiceChips } from "~/shared/ui/choice_chips";
import { SelectField } from "~/shared/ui/select_field";
import { Field } from "~/shared/ui/text_field";
import type { Place } from "./calendar_queries";
import { formatPhone } from "./contact";
import type { Draft, DraftErrors } from "./contact";

interface DetailsFormProps {
  id: string;
  place: Place;
  draft: Draft;
  errors: DraftErrors;
  set: (next: Partial<Draft>) => void;
  onSubmit: () => void;
}

export function DetailsForm({ id, place, draft, errors, set, onSubmit }: DetailsFormProps) {
  const { t } = useI18n();
  const error = (field: keyof Draft) => errors[field] && t(errors[field]);
  return (
    <Form
      id={id}
      validationBehavior="aria"
      className="flex flex-col gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      <Field
        label={t("contact.name")}
        name="name"
        value={draft.name}
        onChange={(name) => set({ name })}
        error={error("name")}
        autoComplete="name"
        maxLength={40}
        required
      />
      <Field
        label={t("contact.phone")}
        name="phone"
        type="tel"
        inputMode="tel"
        autoComplete="tel"
        value={draft.phone}
        onChange={(phone) => set({ phone })}
        onBlur={() => set({ phone: formatPhone(draft.phone) })}
        error={error("phone")}
        maxLength={20}
        required
      />
      {place === "visit" && <AddressField draft={draft} set={set} error={error("address")} />}
      <Field
        label={t("contact.note")}
        name="note"
        value={draft.note}
        onChange={(note) => set({ note })}
        error={error("note")}
        hint={t("contact.note_hint")}
        maxLength={500}
        lines={3}
      />
      <MoreAboutYou draft={draft} set={set} />
    </Form>
  );
}

interface AddressFieldProps extends Pick<DetailsFormProps, "draft" | "set"> {
  error: string | undefined;
}

function AddressField({ draft, set, error }: AddressFieldProps) {
  const { t } = useI18n();
  return (
    <Field
      label={t("contact.address")}
      name="address"
      value={draft.address}
      onChange={(address) => set({ address })}
      error={error}
      hint={t("contact.address_hint")}
      autoComplete="street-address"
      maxLength={200}
      required
    />
  );
}

/** Answers that help the artist prepare; all of them can be left out. */
function MoreAboutYou({ draft, set }: Pick<DetailsFormProps, "draft" | "set">) {
  const { t, plural } = useI18n();
  const { reference, labelOf } = useLabels();
  const options = (list: Schemas["Labelled"][] | undefined) =>
    (list ?? []).map((entry) => [entry.code, labelOf(entry)] as const);
  return (
    <details className="group rounded-xl border border-line bg-card">
      <summary className="flex h-13 cursor-pointer list-none items-center justify-between rounded-xl px-4 font-semibold">
        {t("contact.more")}
        <ChevronDown size={18} aria-hidden className="transition-transform group-open:rotate-180" />
      </summary>
      <div className="flex flex-col gap-5 px-4 pt-1 pb-5">
        <SelectField
          label={t("contact.headcount")}
          value={draft.headcount}
          options={Array.from({ length: 20 }, (_, index) => [
            String(index + 1),
            plural("contact.people", index + 1),
          ])}
          onChange={(headcount) => set({ headcount })}
        />
        <ChoiceChips
          label={t("contact.skin_type")}
          value={draft.skinType}
          options={options(reference?.skinTypes)}
          onChange={(skinType) => set({ skinType })}
        />
        <ChoiceChips
          label={t("contact.personal_color")}
          value={draft.personalColor}
          options={options(reference?.personalColors)}
          onChange={(personalColor) => set({ personalColor })}
        />
        <ChoiceChips
          label={t("contact.gender")}
          value={draft.gender}
          options={options(reference?.genders)}
          onChange={(gender) => set({ gender })}
        />
      </div>
    </details>
  );
}
