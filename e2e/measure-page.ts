import { gzipSync } from "node:zlib";
import type { APIRequestContext } from "@playwright/test";

/** What a page's HTML asks for at once, in compressed bytes: how it is sent, whatever the cache in front compresses with. */
export interface PageWeight {
  readonly html: number;
  readonly scripts: readonly WeighedFile[];
  readonly styles: readonly WeighedFile[];
  /** Our own that run before the page is alive; the framework's data and bootstrap are its affair. */
  readonly inlineScript: number;
  readonly origins: readonly string[];
}

export interface WeighedFile {
  readonly path: string;
  readonly bytes: number;
}

export async function weighPage(request: APIRequestContext, path: string): Promise<PageWeight> {
  const reply = await request.get(path);
  const html = await reply.text();
  const scriptTags = [...html.matchAll(/<script\b([^>]*)>([\s\S]*?)<\/script>/g)];
  const modern = scriptTags.map(([, attributes = ""]) => attributes).filter((text) => !/\bnomodule\b/i.test(text));
  const scriptPaths = [...modern, ...tagsOf(html, /<link\b[^>]*as="script"[^>]*>/g)].flatMap(addressOf);
  const stylePaths = tagsOf(html, /<link\b[^>]*rel="stylesheet"[^>]*>/g).flatMap(addressOf);
  const inline = scriptTags.filter(([, attributes = ""]) => !/\bsrc=|type="application\/(ld\+)?json"/.test(attributes));
  const own = inline.map(([, , text = ""]) => text).filter((text) => !/__next_f|TURBOPACK/.test(text));
  return {
    html: compressed(html),
    scripts: await weighFiles(request, scriptPaths),
    styles: await weighFiles(request, stylePaths),
    inlineScript: compressed(own.join("\n")),
    origins: [...new Set([...scriptPaths, ...stylePaths].map((address) => new URL(address, reply.url()).origin))],
  };
}

export function sumOf(files: readonly WeighedFile[]): number {
  return files.reduce((sum, file) => sum + file.bytes, 0);
}

function tagsOf(html: string, pattern: RegExp): string[] {
  return [...html.matchAll(pattern)].map(([tag]) => tag);
}

function addressOf(tag: string): string[] {
  const [, address] = /\b(?:src|href)="([^"]+)"/.exec(tag) ?? [];
  return address === undefined ? [] : [address];
}

async function weighFiles(request: APIRequestContext, paths: readonly string[]): Promise<WeighedFile[]> {
  const files: WeighedFile[] = [];
  for (const path of new Set(paths)) {
    files.push({ path, bytes: compressed(await (await request.get(path)).body()) });
  }
  return files.sort((one, other) => other.bytes - one.bytes);
}

function compressed(content: string | Buffer): number {
  return gzipSync(content, { level: 9 }).byteLength;
}
