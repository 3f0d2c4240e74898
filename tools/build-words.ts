import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { locales } from "../lib/domain/locale";
import { isMessage, type MessageTree, readMessages } from "./words/messages";
import { pages } from "./words/pages";
import { MessageProblem } from "./words/read-message";
import { writeAll, writeNamespace, writePage, writeTemplates, writeTypes } from "./words/write-words";

// Turns messages/*.json into components/words/**/*.generated.ts: typed words of which a page takes along only its own
// language's and only what it needs.
//   node --import tsx tools/build-words.ts           writes the files
//   node --import tsx tools/build-words.ts --check   fails when the committed files are not what would be written

/** Those that pages carry as text. */
const namespacesInPages = new Set(Object.values(pages).flatMap(({ inPage }) => inPage ?? []));

/** The files by their path under components/words. Throws MessageProblem for the first mistake found. */
export function buildWords(messagesOf: (locale: string) => MessageTree): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  files.set("words.generated.ts", writeTypes(messagesOf("en")));
  for (const locale of locales) {
    const tree = messagesOf(locale);
    const namespaces = Object.keys(tree);
    for (const name of namespaces) {
      const node = tree[name];
      if (node === undefined || isMessage(node)) throw new MessageProblem(`${name} is no group of messages`);
      files.set(`${locale}/${name}.generated.ts`, writeNamespace(name, node));
      if (namespacesInPages.has(name))
        files.set(`${locale}/${name}-templates.generated.ts`, writeTemplates(name, node));
    }
    files.set(`${locale}/words.generated.ts`, writeAll(locale, namespaces));
    for (const [page, needs] of Object.entries(pages)) {
      files.set(`${locale}/${page}.generated.ts`, writePage(locale, componentName(page), needs));
    }
  }
  return files;
}

/** `sale-words` is SaleWords. */
function componentName(page: string): string {
  return page.replaceAll(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/** The messages of a language as the file has them. */
export function readLanguage(locale: string): MessageTree {
  const file = fileURLToPath(new URL(`../messages/${locale}.json`, import.meta.url));
  return readMessages(JSON.parse(readFileSync(file, "utf8")));
}

function main(): void {
  const target = fileURLToPath(new URL("../components/words/", import.meta.url));
  try {
    const isCheck = process.argv.includes("--check");
    for (const [name, wanted] of buildWords(readLanguage)) {
      const path = join(target, name);
      if (existsSync(path) && readFileSync(path, "utf8") === wanted) continue;
      if (isCheck) throw new MessageProblem(`components/words/${name} is not what messages say; run: npm run generate`);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, wanted);
    }
  } catch (error) {
    if (!(error instanceof MessageProblem)) throw error;
    console.error(error.message);
    process.exitCode = 1;
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main();
