import { expect, test } from "vitest";
import { setupLinkIn } from "./setup_link";

const token = "a-_9".repeat(10) + "xyz";

test("a set-up link says its kind and its token", () => {
  expect(setupLinkIn(`#first=${token}`)).toEqual({ first: true, token });
  expect(setupLinkIn(`#again=${token}`)).toEqual({ first: false, token });
});

test("anything else is no link", () => {
  for (const hash of [
    "",
    "#",
    `#${token}`,
    `#other=${token}`,
    `#first=${token}x`,
    "#first=short",
  ]) {
    expect(setupLinkIn(hash)).toBeNull();
  }
});
