import type { Schemas } from "~/shared/api/client";
import type { Language } from "~/shared/i18n/i18n";

const numbers = new Intl.NumberFormat("ko-KR");

export function formatMoney({ amount, currency }: Schemas["Money"], language: Language): string {
  if (currency === "KRW") {
    return language === "ko" ? `${numbers.format(amount)}원` : `₩${numbers.format(amount)}`;
  }
  return new Intl.NumberFormat(language, { style: "currency", currency }).format(amount);
}
