import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { speakTemplates, type Templates } from "../../components/words/speak-templates";
import { type Locale, locales, localeTags } from "../../lib/domain/locale";
import { buildWords, readLanguage } from "../build-words";
import { listMessages, readMessages } from "./messages";
import { pages } from "./pages";
import { type Message, MessageProblem, readMessage, valuesOf } from "./read-message";
import { sayMessage } from "./say-message";
import { writeTemplates } from "./write-words";

describe("a message", () => {
  const say = (source: string, values: Record<string, string | number> = {}) =>
    sayMessage(readMessage(source), values, "en");

  it("puts its values in", () => {
    expect(say("{title} is held until {time}.", { title: "Lamp", time: "12:14" })).toBe("Lamp is held until 12:14.");
  });

  it("counts as the language does", () => {
    const pieces = "{count, plural, =0 {nothing} one {# piece} other {# pieces}} left";
    expect([0, 1, 2, 1_200].map((count) => say(pieces, { count }))).toEqual([
      "nothing left",
      "1 piece left",
      "2 pieces left",
      "1,200 pieces left",
    ]);
  });

  it("chooses by a word, within a choice too", () => {
    const nested = "{kind, select, day {{count, plural, one {a day} other {# days}}} other {later}}";
    expect(say(nested, { kind: "day", count: 3 })).toBe("3 days");
    expect(say(nested, { kind: "x", count: 3 })).toBe("later");
  });

  it("shows braces and apostrophes that are quoted", () => {
    expect(say("It''s '{'here'}', isn't it")).toBe("It's {here}, isn't it");
  });

  it("tells what it takes", () => {
    expect([...valuesOf(readMessage("{a} {b, number} {c, plural, other {{d}}} {e, select, other {}}"))]).toEqual([
      ["a", "text"],
      ["b", "count"],
      ["c", "count"],
      ["d", "text"],
      ["e", "choice"],
    ]);
  });

  it.each(["{", "}", "{a", "{a,}", "{a, date}", "{a, plural, one {x}}", "{a, plural, other {x}", "'{open"])(
    "%s is refused, not guessed at",
    (source) => expect(() => readMessage(source)).toThrow(MessageProblem),
  );
});

const languages = new Map(locales.map((locale) => [locale, new Map(listMessages(readLanguage(locale)))]));

function messagesOf(locale: Locale): ReadonlyMap<string, Message> {
  return languages.get(locale) ?? new Map();
}

/** The values of a message by name, as text to compare. */
const takes = (message: Message) => [...valuesOf(message)].map(([name, kind]) => `${name}: ${kind}`).sort();

/** Messages that one language has and another lacks, or that take other values there. */
function differences(one: ReadonlyMap<string, Message>, other: ReadonlyMap<string, Message>): string[] {
  return [...new Set([...one.keys(), ...other.keys()])].filter((path) => {
    const [here, there] = [one.get(path), other.get(path)];
    if (here === undefined || there === undefined) return true;
    // A choice by a word may be none in another language, but the value is the same.
    const kinds = (message: Message) => takes(message).map((text) => text.replace(/: (text|choice)$/, ": word"));
    return kinds(here).join() !== kinds(there).join();
  });
}

describe("the messages of every language", () => {
  it.each(locales)("are the same in %s as in English, with the same values", (locale) => {
    expect(differences(messagesOf("en"), messagesOf(locale))).toEqual([]);
  });

  it("would be found out when one is missing or takes something else", () => {
    const english = new Map(listMessages(readMessages({ a: "{count, plural, other {#}}", b: "{title}", c: "x" })));
    const broken = new Map(listMessages(readMessages({ a: "{count}", b: "{titel}" })));
    expect(differences(english, broken)).toEqual(["a", "b", "c"]);
  });

  it.each(locales)("has the plural forms of %s and no other", (locale) => {
    const categories = new Set<string>(new Intl.PluralRules(localeTags[locale]).resolvedOptions().pluralCategories);
    for (const [path, message] of messagesOf(locale)) {
      for (const piece of message) {
        if (piece.kind !== "plural") continue;
        const forms = [...piece.cases.keys()].filter((form) => !form.startsWith("="));
        expect(new Set(forms), path).toEqual(categories);
      }
    }
  });

  it("says nothing in Latin letters in Chinese but names and signs", () => {
    const known = /Zerohour|JavaScript/g;
    const latin = [...messagesOf("zh")].filter(([, message]) => {
      const text = message.map((piece) => (piece.kind === "text" ? piece.text : "")).join(" ");
      return /[A-Za-z]{2,}/.test(text.replaceAll(known, ""));
    });
    expect(latin.map(([path]) => path)).toEqual([]);
  });
});

describe("the words of the pages", () => {
  const files = buildWords(readLanguage);

  it("are what the messages say", () => {
    for (const [name, wanted] of files) {
      const path = `components/words/${name}`;
      expect(existsSync(path) ? readFileSync(path, "utf8") : "", path).toBe(wanted);
    }
  });

  it("say what the messages say, in the code that pages run", async () => {
    for (const locale of locales) {
      for (const namespace of Object.keys(readLanguage(locale))) {
        const module: Record<string, unknown> = await import(
          `../../components/words/${locale}/${namespace}.generated.ts`
        );
        const said = new Map(listWords(module[namespace], namespace));
        for (const [path, message] of messagesOf(locale)) {
          if (!path.startsWith(`${namespace}.`)) continue;
          for (const count of [0, 1, 2, 5, 1_234]) {
            const values = Object.fromEntries([...valuesOf(message).keys()].map((name) => [name, count]));
            const word = said.get(path);
            const text = typeof word === "function" ? word(values) : word;
            expect(text, path).toBe(sayMessage(message, values, localeTags[locale]));
          }
        }
      }
    }
  });

  it("say the same where the page carries them as text", async () => {
    for (const locale of locales) {
      const number = (value: number) => new Intl.NumberFormat(localeTags[locale]).format(value);
      for (const namespace of Object.values(pages).flatMap(({ inPage }) => inPage ?? [])) {
        const module: Record<string, Templates> = await import(
          `../../components/words/${locale}/${namespace}-templates.generated.ts`
        );
        const said = new Map(listWords(speakTemplates(module[namespace] ?? {}, number), namespace));
        for (const [path, message] of messagesOf(locale)) {
          if (!path.startsWith(`${namespace}.`)) continue;
          const values = Object.fromEntries([...valuesOf(message).keys()].map((name) => [name, 1_234]));
          const word = said.get(path);
          const text = typeof word === "function" ? word(values) : word;
          expect(text, path).toBe(sayMessage(message, values, localeTags[locale]));
        }
      }
    }
  });

  it("refuses to carry as text what has to choose", () => {
    const tree = readMessages({ left: "{count, plural, one {# piece} other {# pieces}}" });
    expect(() => writeTemplates("sale", tree)).toThrow(/sale.left/);
  });

  it("takes along only namespaces that there are", () => {
    const names = Object.keys(readLanguage("en"));
    for (const { now, later, inPage = [] } of Object.values(pages)) {
      for (const name of [...now, ...later, ...inPage]) expect(names).toContain(name);
    }
  });
});

type Word = string | ((values: Readonly<Record<string, string | number>>) => string);

function isWord(value: unknown): value is Word {
  return typeof value === "string" || typeof value === "function";
}

function listWords(value: unknown, path: string): readonly (readonly [string, Word])[] {
  if (isWord(value)) return [[path, value]];
  if (typeof value !== "object" || value === null) throw new Error(`${path} is no word`);
  return Object.entries(value).flatMap(([name, inner]) => listWords(inner, `${path}.${name}`));
}
