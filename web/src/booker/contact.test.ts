// @vitest-environment jsdom
import { beforeEach, describe, expect, it } from "vitest";
import { checkDraft, emptyDraft, formatPhone, loadDraft, saveDraft, toContact } from "./contact";

const filled = { ...emptyDraft, name: " 김서연 ", phone: "010-1234-5678" };

describe("checkDraft", () => {
  it("asks for a name and a phone number", () => {
    expect(Object.keys(checkDraft(emptyDraft, "shop"))).toEqual(["name", "phone"]);
    expect(checkDraft(filled, "shop")).toEqual({});
  });

  it("asks for an address only on a visit", () => {
    expect(checkDraft(filled, "visit")).toEqual({ address: "contact.error.address" });
    expect(checkDraft({ ...filled, address: "마포구" }, "visit")).toEqual({});
  });

  it("holds the server's bounds", () => {
    expect(checkDraft({ ...filled, name: "가".repeat(41) }, "shop")).toHaveProperty("name");
    expect(checkDraft({ ...filled, note: "가".repeat(501) }, "shop")).toHaveProperty("note");
    expect(checkDraft({ ...filled, phone: "1234567" }, "shop")).toHaveProperty("phone");
    expect(checkDraft({ ...filled, phone: "call me" }, "shop")).toHaveProperty("phone");
    expect(checkDraft({ ...filled, name: "   " }, "shop")).toHaveProperty("name");
  });
});

describe("toContact", () => {
  it("trims, and leaves out what was not answered", () => {
    const typed = { ...filled, address: "kept from a visit", skinType: "dry", headcount: "3" };
    expect(toContact(typed, "shop")).toEqual({
      name: "김서연",
      phone: "010-1234-5678",
      skinType: "dry",
      headcount: 3,
    });
    expect(toContact(typed, "visit").address).toBe("kept from a visit");
  });
});

describe("formatPhone", () => {
  it("groups Korean numbers and leaves others alone", () => {
    expect(formatPhone("01012345678")).toBe("010-1234-5678");
    expect(formatPhone("021234567")).toBe("02-123-4567");
    expect(formatPhone("+1 415 555 0100")).toBe("+1 415 555 0100");
  });
});

describe("the draft", () => {
  beforeEach(() => sessionStorage.clear());

  it("outlives the page, and a damaged one is an empty one", () => {
    saveDraft(filled);
    expect(loadDraft()).toEqual(filled);
    sessionStorage.setItem("meme.draft", "{");
    expect(loadDraft()).toEqual(emptyDraft);
  });
});
