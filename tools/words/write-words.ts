import { isMessage, type MessageTree } from "./messages";
import { type Message, MessageProblem, type Piece, type ValueKind, valuesOf } from "./read-message";

const head = "// Written by tools/build-words.ts from messages/*.json; `npm run generate` writes it anew.\n";

/** The type that every language's words have, made from the English ones. */
export function writeTypes(english: MessageTree): string {
  return `${head}export interface Words ${typeOfTree(english, "")}\n`;
}

/** Some of the product's own words are no names in code: `1_2_min`, `sign-in`. */
function keyOf(name: string): string {
  return /^[A-Za-z_]\w*$/.test(name) ? name : JSON.stringify(name);
}

const typesOfValues: Readonly<Record<ValueKind, string>> = {
  text: "string | number",
  count: "number",
  choice: "string",
};

function typeOfTree(tree: MessageTree, indent: string): string {
  const inner = `${indent}  `;
  const lines = Object.entries(tree).map(([name, node]) => {
    const type = isMessage(node) ? typeOfMessage(node) : typeOfTree(node, inner);
    return `${inner}readonly ${keyOf(name)}: ${type};\n`;
  });
  return `{\n${lines.join("")}${indent}}`;
}

function typeOfMessage(message: Message): string {
  const values = [...valuesOf(message)];
  if (values.length === 0) return "string";
  const fields = values.map(([name, kind]) => `readonly ${name}: ${typesOfValues[kind]}`);
  return `(values: { ${fields.join("; ")} }) => string`;
}

/** One namespace in one language: strings, and functions where a message takes values. */
export function writeNamespace(name: string, tree: MessageTree): string {
  const code = codeOfTree(tree, "");
  const used = ["number", "plural", "select"].filter((helper) => code.includes(`${helper}(`));
  const speak = used.length === 0 ? "" : `import { ${used.join(", ")} } from "./speak";\n`;
  return `${head}import type { Words } from "../words.generated";\n${speak}\nexport const ${name}: Words["${name}"] = ${code};\n`;
}

function codeOfTree(tree: MessageTree, indent: string): string {
  const inner = `${indent}  `;
  const lines = Object.entries(tree).map(([name, node]) => {
    const code = isMessage(node) ? codeOfMessage(node) : codeOfTree(node, inner);
    return `${inner}${keyOf(name)}: ${code},\n`;
  });
  return `{\n${lines.join("")}${indent}}`;
}

function codeOfMessage(message: Message): string {
  if (valuesOf(message).size > 0) {
    const code = codeOfPieces(message);
    const names = [...valuesOf(message).keys()].filter((name) => new RegExp(`\\b${name}\\b`).test(code));
    return names.length === 0 ? `() => ${code}` : `({ ${names.join(", ")} }) => ${code}`;
  }
  return JSON.stringify(message.map((piece) => (piece.kind === "text" ? piece.text : "")).join(""));
}

function codeOfPieces(message: Message): string {
  return `\`${message.map(codeOfPiece).join("")}\``;
}

function codeOfPiece(piece: Piece): string {
  switch (piece.kind) {
    case "text":
      return piece.text.replaceAll(/[`\\]|\$\{/g, (mark) => `\\${mark}`);
    case "value":
      return `\${${piece.name}}`;
    case "number":
      return `\${number(${piece.name})}`;
    case "plural":
    case "select": {
      const other = piece.cases.get("other") ?? [];
      if (piece.cases.size === 1) return other.map(codeOfPiece).join("");
      const cases = [...piece.cases].map(([word, inner]) => `${JSON.stringify(word)}: ${codeOfPieces(inner)}`);
      return `\${${piece.kind}(${piece.name}, { ${cases.join(", ")} })}`;
    }
  }
}

/** What a kind of page needs at once, and what it fetches when it is wanted. */
export interface PageNeeds {
  readonly now: readonly string[];
  readonly later: readonly string[];
  /** Written into the page's HTML instead of a script. */
  readonly inPage?: readonly string[];
}

/** The component that gives a kind of page its words, in one language and no other. */
export function writePage(locale: string, component: string, needs: PageNeeds): string {
  return needs.inPage === undefined
    ? writeScriptPage(locale, component, needs)
    : writeTextPage(component, needs.inPage);
}

function writeTextPage(component: string, names: readonly string[]): string {
  const imports = names.map((name) => `import { ${name} } from "./${name}-templates.generated";\n`);
  return `${head}import { createElement, type ReactNode } from "react";
import { ProvideTemplates } from "../provide-templates";
${imports.join("")}
const templates = { ${names.join(", ")} };

export function ${component}({ children }: { readonly children: ReactNode }) {
  return createElement(ProvideTemplates, { templates }, children);
}
`;
}

/** A namespace as text alone: `{title}` is a value, `{count#}` a number. Throws for what text cannot say. */
export function writeTemplates(name: string, tree: MessageTree): string {
  return `${head}export const ${name} = ${JSON.stringify(templateOf(tree, name), null, 2)};\n`;
}

interface TemplateNode {
  readonly [name: string]: string | TemplateNode;
}

function templateOf(tree: MessageTree, path: string): TemplateNode {
  return Object.fromEntries(
    Object.entries(tree).map(([name, node]) => {
      const here = `${path}.${name}`;
      return [
        name,
        isMessage(node) ? node.map((piece) => templateOfPiece(piece, here)).join("") : templateOf(node, here),
      ];
    }),
  );
}

function templateOfPiece(piece: Piece, path: string): string {
  switch (piece.kind) {
    case "text":
      if (/[{}]/.test(piece.text)) throw new MessageProblem(`${path}: a brace cannot be sent as text`);
      return piece.text;
    case "value":
      return `{${piece.name}}`;
    case "number":
      return `{${piece.name}#}`;
    case "plural":
    case "select":
      throw new MessageProblem(`${path}: a choice cannot be sent as text; put it into a namespace that is not inPage`);
  }
}

function writeScriptPage(locale: string, component: string, needs: PageNeeds): string {
  const imports = needs.now.map((name) => `import { ${name} } from "./${name}.generated";\n`);
  const later = needs.later.map((name) => `${name}: async () => (await import("./${name}.generated")).${name}`);
  return `"use client";
${head}
import { createElement, type ReactNode } from "react";
import { ProvideWords } from "../provide-words";
${imports.join("")}
const now = { locale: "${locale}", ${needs.now.join(", ")} } as const;
const later = { ${later.join(", ")} };

export function ${component}({ children }: { readonly children: ReactNode }) {
  return createElement(ProvideWords, { now, later }, children);
}
`;
}

/** All words of a language, for what is drawn on the server. */
export function writeAll(locale: string, namespaces: readonly string[]): string {
  const imports = namespaces.map((name) => `import { ${name} } from "./${name}.generated";\n`);
  return `${head}${imports.join("")}
export const words = { locale: "${locale}", ${namespaces.join(", ")} } as const;
`;
}
