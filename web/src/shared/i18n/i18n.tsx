import { createContext, use, useCallback, useMemo, useState } from "react";
import type { ReactNode } from "react";
import type ko from "#locales/ko.json";

export type Language = "ko" | "en";
export type Messages = typeof ko;
export type MessageKey = keyof Messages;
type PluralKey = MessageKey extends infer K ? (K extends `${infer P}_other` ? P : never) : never;
export type Params = Record<string, string | number>;

const LANGUAGE_KEY = "meme.language";

/** Fetches one language's texts; each language is its own chunk. */
export async function loadMessages(language: Language): Promise<Messages> {
  const module =
    language === "ko" ? await import("#locales/ko.json") : await import("#locales/en.json");
  return module.default as Messages;
}

/** The stored choice, else the browser's first language if it is English, else Korean. */
export function preferredLanguage(): Language {
  try {
    const stored = localStorage.getItem(LANGUAGE_KEY);
    if (stored === "ko" || stored === "en") return stored;
  } catch {
    // Storage can be forbidden; fall through to the browser's languages.
  }
  const first = navigator.languages?.[0] ?? navigator.language ?? "ko";
  return first.startsWith("en") ? "en" : "ko";
}

/** Fills `{name}` places; an unknown place stays visible, so that a mistake is seen. */
export function fill(text: string, params?: Params): string {
  if (!params) return text;
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole));
}

export interface I18n {
  language: Language;
  t: (key: MessageKey, params?: Params) => string;
  /** Chooses `key_one` or `key_other` by the language's plural rule; `{count}` is given. */
  plural: (key: PluralKey, count: number, params?: Params) => string;
  /** A text for a code from the server, with a fallback for codes this build does not know. */
  code: (prefix: string, code: string, fallback?: MessageKey) => string;
  /** The same, or null for a code without a text. */
  knownCode: (prefix: string, code: string) => string | null;
  setLanguage: (language: Language) => Promise<void>;
}

export function createI18n(language: Language, messages: Messages): Omit<I18n, "setLanguage"> {
  const rules = new Intl.PluralRules(language);
  const texts = messages as Record<string, string>;
  const numbers = new Intl.NumberFormat(language);
  const t = (key: MessageKey, params?: Params) => fill(texts[key] ?? key, params);
  return {
    language,
    t,
    plural: (key, count, params) => {
      const form = rules.select(count) === "one" ? "one" : "other";
      return t(`${key}_${form}` as MessageKey, { ...params, count: numbers.format(count) });
    },
    code: (prefix, code, fallback) => texts[`${prefix}.${code}`] ?? (fallback ? t(fallback) : code),
    knownCode: (prefix, code) => texts[`${prefix}.${code}`] ?? null,
  };
}

const Context = createContext<I18n | null>(null);

export function useI18n(): I18n {
  const i18n = use(Context);
  if (!i18n) throw new Error("useI18n outside of I18nProvider");
  return i18n;
}

interface ProviderProps {
  language: Language;
  messages: Messages;
  children: ReactNode;
}

export function I18nProvider({ language, messages, children }: ProviderProps) {
  const [current, setCurrent] = useState({ language, messages });
  const setLanguage = useCallback(async (next: Language) => {
    const texts = await loadMessages(next);
    try {
      localStorage.setItem(LANGUAGE_KEY, next);
    } catch {
      // The choice then lasts as long as the page.
    }
    document.documentElement.lang = next;
    setCurrent({ language: next, messages: texts });
  }, []);
  const value = useMemo(
    () => ({ ...createI18n(current.language, current.messages), setLanguage }),
    [current, setLanguage],
  );
  return <Context value={value}>{children}</Context>;
}
