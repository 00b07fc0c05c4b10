import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "~/app/app";
import { createQueryClient } from "~/shared/api/query_client";
import { loadMessages, preferredLanguage } from "~/shared/i18n/i18n";
import "~/app/styles.css";

const language = preferredLanguage();
document.documentElement.lang = language;

const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");

const messages = await loadMessages(language);
createRoot(root).render(
  <StrictMode>
    <App cache={createQueryClient()} language={language} messages={messages} />
  </StrictMode>,
);

// Fonts come after the first paint: their face list alone is 13 kB, and the text swaps without moving.
void import("~/app/fonts.css");
