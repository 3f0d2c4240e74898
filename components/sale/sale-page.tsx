import { ReminderOpener } from "@/components/reminder/reminder-opener";
import type { SaleNotice, SaleSnapshot } from "@/lib/domain";
import type { WordsFor } from "../words/provide-words";
import { earlyClickScript } from "./early-click";
import { EarlyClickScript } from "./early-click-script";
import { saleFacts } from "./sale-facts";
import { SalePageDrawing } from "./sale-page-drawing";
import { SalePanel } from "./sale-panel";

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
          <ReminderOpener slug={sale.slug} title={sale.title} startsAtMs={sale.startsAtMs} timeZone={sale.timeZone} />
        }
        panel={<SalePanel facts={saleFacts(sale, { cancelReason, promoted }, nowMs, say.locale)} />}
      />
    </>
  );
}
