"use client";

import { type ReactNode, useCallback, useEffect, useRef, useState } from "react";
import { createPortal } from "react-dom";
import styles from "./preview-frame.module.css";

export type PreviewTheme = "light" | "dark";

interface PreviewFrameProps {
  readonly title: string;
  /** Of the screen that is shown, in CSS pixels. */
  readonly width: number;
  readonly theme: PreviewTheme;
  readonly children: ReactNode;
}

/**
 * A window of its own width with the page's style sheets in it, so that what is drawn answers to its own screen and
 * theme and not to this page's. It is as high as its content, and only to be looked at.
 */
export function PreviewFrame({ title, width, theme, children }: PreviewFrameProps) {
  const box = useRef<HTMLDivElement>(null);
  const [host, setHost] = useState<HTMLElement | null>(null);
  const [isStyled, setStyled] = useState(false);
  const [height, setHeight] = useState(740);
  const [room, setRoom] = useState(width);

  const open = useCallback((frame: HTMLIFrameElement | null) => {
    const page = frame?.contentDocument;
    if (page === null || page === undefined) return undefined;
    const inner = page.createElement("div");
    page.body.replaceChildren(inner);
    page.documentElement.className = document.documentElement.className;
    page.documentElement.lang = "en";
    const follow = () => copyStyles(page, () => setStyled(true));
    follow();
    const styleWatch = new MutationObserver(follow);
    styleWatch.observe(document.head, { childList: true });
    const sizeWatch = new ResizeObserver(() => setHeight(Math.ceil(inner.getBoundingClientRect().height)));
    sizeWatch.observe(inner);
    setHost(inner);
    return () => {
      styleWatch.disconnect();
      sizeWatch.disconnect();
      setHost(null);
    };
  }, []);

  useEffect(() => {
    if (host !== null) host.ownerDocument.documentElement.dataset.theme = theme;
  }, [host, theme]);

  useEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    const watch = new ResizeObserver(([entry]) => setRoom(entry?.contentRect.width ?? width));
    watch.observe(element);
    return () => watch.disconnect();
  }, [width]);

  const scale = Math.min(1, room / width);
  return (
    <div ref={box}>
      <div className={styles.window} style={{ width: width * scale, height: height * scale }}>
        <iframe
          ref={open}
          inert
          title={title}
          className={styles.frame}
          data-ready={isStyled ? "yes" : "no"}
          style={{ width, height, transform: `scale(${scale})` }}
        />
        {host !== null && createPortal(children, host)}
      </div>
    </div>
  );
}

/** Brings the style sheets of this page into another, each once; tells when all of them are there. */
function copyStyles(page: Document, ready: () => void): void {
  const known = new Set([...page.head.children].map((element) => element.getAttribute("data-copy-of")));
  const sources = [...document.head.querySelectorAll<HTMLElement>('link[rel="stylesheet"], style')];
  const pending = sources.flatMap((source, index) => {
    const name = source.getAttribute("href") ?? `style ${index} ${source.textContent?.length ?? 0}`;
    if (known.has(name)) return [];
    const copy = page.createElement(source.tagName);
    for (const { name: attribute, value } of source.attributes) copy.setAttribute(attribute, value);
    copy.textContent = source.textContent;
    copy.setAttribute("data-copy-of", name);
    const isLoaded = new Promise<void>((resolve) => {
      if (source.tagName === "STYLE") resolve();
      copy.addEventListener("load", () => resolve(), { once: true });
      copy.addEventListener("error", () => resolve(), { once: true });
    });
    page.head.append(copy);
    return [isLoaded];
  });
  void Promise.all(pending).then(ready);
}
