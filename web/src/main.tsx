import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "~/app/app";
import { isMissingChunk } from "~/app/error_boundary";
import { preloadLater, preloadPage } from "~/app/route_table";
import { queries } from "~/shared/api/client";
import { ApiProblem } from "~/shared/api/problem";
import { createQueryClient } from "~/shared/api/query_client";
import { loadMessages, preferredLanguage } from "~/shared/i18n/i18n";
import "~/app/styles.css";

const language = preferredLanguage();
document.documentElement.lang = language;

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");

// The page's code and the two answers that every page needs come while the texts are loading.
const cache = createQueryClient();
preloadPage(location.pathname);
void cache.prefetchQuery(queries.queryOptions("get", "/v1/session"));
void cache.prefetchQuery(queries.queryOptions("get", "/v1/reference"));

const messages = await loadMessages(language);
// What a page shows to its user (a refusal, a piece that did not come) is no fault; the rest is logged.
const onCaughtError = (error: unknown) => {
  if (!(error instanceof ApiProblem) && !isMissingChunk(error)) reportError(error);
};
createRoot(root, { onCaughtError }).render(
  <StrictMode>
    <App cache={cache} language={language} messages={messages} />
  </StrictMode>,
);

// Fonts come after the first paint: their face list alone is 13 kB, and the text swaps without moving.
void import("~/app/fonts.css");
preloadLater();
