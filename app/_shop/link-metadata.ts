import type { Metadata } from "next";
import { previewAlt, previewText } from "@/components/sale/preview-text";
import { wordsOf } from "@/components/words/words-of";
import {
  type Locale,
  listingPreviewPath,
  locales,
  localeTags,
  previewPath,
  previewSize,
  type SaleSnapshot,
} from "@/lib/domain";

interface Preview {
  readonly url: string;
  readonly alt: string;
}

export function salePreview(sale: SaleSnapshot): Preview {
  return { url: previewPath(sale), alt: previewAlt(previewText(sale)) };
}

export function listingPreview(locale: Locale): Preview {
  return { url: listingPreviewPath, alt: wordsOf(locale).meta.title };
}

interface SharedLink {
  readonly locale: Locale;
  readonly title: string;
  readonly description: string;
  readonly path: string;
  readonly preview: Preview;
}

/** `zh-CN` is `zh_CN` to those who show links. */
const linkLocale = (locale: Locale) => localeTags[locale].replace("-", "_");

/** How a link to a page is shown elsewhere. */
export function linkMetadata({ locale, title, description, path, preview }: SharedLink): Metadata {
  const images = [{ ...preview, ...previewSize, type: "image/jpeg" }];
  return {
    openGraph: {
      siteName: "Zerohour",
      type: "website",
      url: path,
      title,
      description,
      locale: linkLocale(locale),
      alternateLocale: locales.filter((other) => other !== locale).map(linkLocale),
      images,
    },
    twitter: { card: "summary_large_image", title, description, images },
  };
}
