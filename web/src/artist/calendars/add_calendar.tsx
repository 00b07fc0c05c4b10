import { FileUp } from "lucide-react";
import { useRef, useState } from "react";
import type { FormEvent } from "react";
import { useI18n } from "~/shared/i18n/i18n";
import { Button } from "~/shared/ui/button";
import { Field } from "~/shared/ui/text_field";
import type { BusyCalendarActions } from "./use_busy_calendars";

/** From an address that is read again and again, or once from a file. */
export function AddCalendar({ actions }: { actions: BusyCalendarActions }) {
  const { t } = useI18n();
  const [name, setName] = useState("");
  const [url, setUrl] = useState("");
  const add = async (event: FormEvent) => {
    event.preventDefault();
    if (!(await actions.addAddress(name.trim(), url.trim()))) return;
    setName("");
    setUrl("");
  };
  return (
    <div className="flex flex-col gap-4 rounded-xl border border-line bg-card p-4">
      <form onSubmit={(event) => void add(event)} className="flex flex-col gap-4">
        <h3 className="font-bold">{t("calendars.add")}</h3>
        <Field
          label={t("calendars.name")}
          name="calendar-name"
          value={name}
          onChange={setName}
          maxLength={60}
          required
        />
        <Field
          label={t("calendars.url")}
          name="calendar-url"
          type="url"
          inputMode="url"
          value={url}
          onChange={setUrl}
          hint={t("calendars.url_hint")}
          maxLength={2000}
          required
        />
        <Button
          type="submit"
          variant="brand"
          size="large"
          block
          busy={actions.busy === "new"}
          disabled={!name.trim() || !url.trim()}
        >
          {t("calendars.add_address")}
        </Button>
      </form>
      <FileChooser onFile={(file) => void actions.addFile(file)} />
    </div>
  );
}

function FileChooser({ onFile }: { onFile: (file: File) => void }) {
  const { t } = useI18n();
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        accept=".ics,text/calendar"
        aria-label={t("calendars.add_file")}
        className="hidden"
        onChange={(event) => {
          const file = event.target.files?.[0];
          // The same file can be chosen again after it was mended.
          event.target.value = "";
          if (file) onFile(file);
        }}
      />
      <Button block onClick={() => input.current?.click()}>
        <FileUp size={17} aria-hidden /> {t("calendars.add_file")}
      </Button>
    </>
  );
}
