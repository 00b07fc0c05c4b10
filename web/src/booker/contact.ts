import * as z from "zod/mini";
import type { Schemas } from "~/shared/api/client";
import type { MessageKey } from "~/shared/i18n/i18n";
import type { Place } from "./calendar_queries";

/** What the form holds: every field is text, an unanswered one is empty. */
export interface Draft {
  name: string;
  phone: string;
  address: string;
  note: string;
  skinType: string;
  personalColor: string;
  gender: string;
  headcount: string;
}

export type DraftField = keyof Draft;

export const emptyDraft: Draft = {
  name: "",
  phone: "",
  address: "",
  note: "",
  skinType: "",
  personalColor: "",
  gender: "",
  headcount: "1",
};

const PHONE = /^\+?[\d -]{8,20}$/;
const required = (max: number, missing: MessageKey, long: MessageKey) =>
  z.string().check(z.trim(), z.minLength(1, missing), z.maxLength(max, long));

const fields = {
  name: required(40, "contact.error.name", "contact.error.long"),
  phone: z.string().check(z.trim(), z.regex(PHONE, "contact.error.phone")),
  note: z.string().check(z.trim(), z.maxLength(500, "contact.error.long")),
};
const atShop = z.object(fields);
const onVisit = z.object({
  ...fields,
  address: required(200, "contact.error.address", "contact.error.long"),
});

export type DraftErrors = Partial<Record<DraftField, MessageKey>>;

/** The server's own bounds, checked first here, so that a mistake costs no round trip. */
export function checkDraft(draft: Draft, place: Place): DraftErrors {
  const result = (place === "visit" ? onVisit : atShop).safeParse(draft);
  if (result.success) return {};
  const errors: DraftErrors = {};
  for (const issue of result.error.issues) {
    const field = issue.path[0] as DraftField;
    errors[field] ??= issue.message as MessageKey;
  }
  return errors;
}

type Contact = Schemas["ContactDetails"];

/** The request's form of a draft that passed: trimmed, and without what was not answered. */
export function toContact(draft: Draft, place: Place): Contact {
  const { name, phone, note, address, skinType, personalColor, gender, headcount } = draft;
  return {
    name: name.trim(),
    phone: phone.trim(),
    ...(note.trim() && { note: note.trim() }),
    ...(place === "visit" && { address: address.trim() }),
    ...(skinType && { skinType: skinType as NonNullable<Contact["skinType"]> }),
    ...(personalColor && { personalColor: personalColor as NonNullable<Contact["personalColor"]> }),
    ...(gender && { gender: gender as NonNullable<Contact["gender"]> }),
    headcount: Number(headcount) || 1,
  };
}

/** "01012345678" to "010-1234-5678"; anything else stays as it was typed. */
export function formatPhone(text: string): string {
  const digits = text.replace(/[\s-]/g, "");
  const match = /^(01\d|02|0\d{2})(\d{3,4})(\d{4})$/.exec(digits);
  return match ? `${match[1]}-${match[2]}-${match[3]}` : text;
}

const KEY = "meme.draft";

/** Typed text outlives a lost race, a reload and the way back, as long as the tab is open. */
export function loadDraft(): Draft {
  try {
    const stored = JSON.parse(sessionStorage.getItem(KEY) ?? "{}") as Partial<Draft>;
    return { ...emptyDraft, ...stored };
  } catch {
    return emptyDraft;
  }
}

export function saveDraft(draft: Draft): void {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(draft));
  } catch {
    // Without storage the text lives as long as the page.
  }
}
