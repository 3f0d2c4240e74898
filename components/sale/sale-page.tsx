import { ReminderOpener } from "@/components/reminder/reminder-opener";
import type { SaleNotice, SaleSnapshot } from "@/lib/domain";
import type { WordsFor } from "../words/provide-words";
import { earlyClickScript } from "./early-click";
import { EarlyClickScript } from "./early-click-script";
import { saleFacts } from "./sale-facts";
import { SalePageDrawing } from "./sale-page-drawing";
import { SalePanel } from "./sale-panel";
import { ShareButton } from "./share-button";

interface SalePageProps {
  readonly sale: SaleSnapshot;
  readonly description: string;
  readonly images: readonly { readonly url: string; readonly alt: string }[];
  readonly cancelReason: string | null;
  readonly promoted: readonly SaleSnapshot[];
  /** Newest first. */
  readonly notices: readonly SaleNotice[];
  /** Server time at which the page is made. */
  readonly nowMs: number;
  readonly say: WordsFor<"sale" | "product" | "time" | "price">;
}

/** The product page: the same for everybody, and right for the moment it was made. */
export function SalePage({ sale, description, images, cancelReason, promoted, notices, nowMs, say }: SalePageProps) {
  return (
    <>
      <EarlyClickScript script={earlyClickScript(say.sale.buy.sending)} />
      <SalePageDrawing
        say={say}
        sale={sale}
        description={description}
        images={images}
        promoted={promoted}
        notices={notices}
        remind={
          <ReminderOpener
            sale={{ slug: sale.slug, title: sale.title, startsAtMs: sale.startsAtMs, timeZone: sale.timeZone }}
            label={say.product.remind}
            failed={say.product.remindFailed}
          />
        }
        next={
          <ReminderOpener
            sale={null}
            label={say.product.nextSale}
            failed={say.product.remindFailed}
            none={say.product.noNextSale}
          />
        }
        share={
          <ShareButton
            title={sale.title}
            label={say.product.share}
            copied={say.product.shareCopied}
            failed={say.product.shareFailed}
          />
        }
        panel={<SalePanel facts={saleFacts(sale, { cancelReason, promoted, notices }, nowMs, say.locale)} />}
      />
    </>
  );
}
