import type { Metadata, Viewport } from "next";
import localFont from "next/font/local";
import type { ReactNode } from "react";
import { themeScript } from "@/components/shell/theme-choice";
import { wordsOf } from "@/components/words/words-of";
import { type Locale, localeTags } from "@/lib/domain";
import "./globals.css";

// Every language has a root layout of its own, so that a static page says its language in its first line.

const text = localFont({
  src: "../public/fonts/archivo-text.woff2",
  variable: "--archivo-text",
  weight: "400 800",
  display: "swap",
  adjustFontFallback: "Arial",
});

const clock = localFont({
  src: "../public/fonts/archivo-clock.woff2",
  variable: "--archivo-clock",
  weight: "750",
  display: "swap",
  // Digits only: the fallback's size is set by hand where the clock is shown.
  adjustFontFallback: false,
});

/** What every page of a language says of itself unless it says more. */
export function shopMetadata(locale: Locale): Metadata {
  const say = wordsOf(locale);
  return {
    title: { default: say.meta.title, template: say.meta.titleOf({ title: "%s" }) },
    description: say.meta.description,
  };
}

export const shopViewport: Viewport = {
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#f6f3ec" },
    { media: "(prefers-color-scheme: dark)", color: "#12110d" },
  ],
};

interface DocumentProps {
  readonly locale: Locale;
  readonly children: ReactNode;
}

/** The page around the page, the same in every root layout. */
export function Document({ locale, children }: DocumentProps) {
  return (
    // The script below may set data-theme before React wakes up.
    <html lang={localeTags[locale]} dir="ltr" className={`${text.variable} ${clock.variable}`} suppressHydrationWarning>
      <head>
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: a constant of our own that must run before paint */}
        <script dangerouslySetInnerHTML={{ __html: themeScript }} />
      </head>
      <body>{children}</body>
    </html>
  );
}
