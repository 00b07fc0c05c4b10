/** The marketplace's zone, for pages that ask before any answer has named its own `timeZone`. */
export const VENUE_ZONE = "Asia/Seoul";
