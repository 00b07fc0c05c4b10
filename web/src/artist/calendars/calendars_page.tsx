import { useMember } from "~/session/session";
import { useI18n } from "~/shared/i18n/i18n";
import { Page } from "~/shared/ui/page";
import { BusyCalendars } from "./busy_calendars";
import { FeedPanel } from "./feed_panel";

/** Calendars kept elsewhere, whose busy time cannot be booked here; and the own bookings for elsewhere. */
export default function CalendarsPage() {
  const { t } = useI18n();
  const artistId = useMember()?.artistId;
  return (
    <Page title={t("artist.nav.calendars")}>
      {artistId && (
        <div className="flex flex-col gap-8 lg:grid lg:grid-cols-[3fr_2fr] lg:items-start">
          <BusyCalendars artistId={artistId} />
          <FeedPanel artistId={artistId} />
        </div>
      )}
    </Page>
  );
}
