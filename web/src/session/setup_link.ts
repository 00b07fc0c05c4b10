/** The token of a set-up link, from behind the '#': browsers do not send that part to anybody. */
export function setupLinkIn(hash: string): { first: boolean; token: string } | null {
  const found = /^#(first|again)=([\w-]{43})$/.exec(hash);
  return found?.[2] ? { first: found[1] === "first", token: found[2] } : null;
}
