import { QueryClientProvider } from "@tanstack/react-query";
import type { QueryClient } from "@tanstack/react-query";
import type { Language, Messages } from "~/shared/i18n/i18n";
import { I18nProvider } from "~/shared/i18n/i18n";
import { useLiveQueries } from "./live_queries";
import { Routes } from "./routes";

interface AppProps {
  cache: QueryClient;
  language: Language;
  messages: Messages;
}

export function App({ cache, language, messages }: AppProps) {
  return (
    <QueryClientProvider client={cache}>
      <I18nProvider language={language} messages={messages}>
        <Live />
        <Routes />
      </I18nProvider>
    </QueryClientProvider>
  );
}

function Live() {
  useLiveQueries();
  return null;
}
