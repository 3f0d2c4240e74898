"use client";

import { BuyFace } from "../../../sale/buy-button";
import { ItemChooser } from "../../../sale/item-chooser";
import { PanelCard } from "../../../sale/panel-card";
import type { PromotedSale } from "../../../sale/promoted-sales";
import { SaleClock } from "../../../sale/sale-clock";
import { SalePageDrawing } from "../../../sale/sale-page-drawing";
import panelStyles from "../../../sale/sale-panel.module.css";
import { useTimeZone } from "../../../shell/use-time-zone";
import { useWords } from "../../../words/provide-words";
import type { SaleForm } from "../form/sale-form";
import { type PreviewState, previewSale } from "./preview-sale";

interface PreviewPageProps {
  readonly form: SaleForm;
  readonly state: PreviewState;
  readonly promoted: readonly PromotedSale[];
  readonly nowMs: number;
}

function nothing(): void {
  // A drawing: nothing in it can be pressed.
}

/** The shop's own page of the sale, from what is typed. */
export function PreviewPage({ form, state, promoted, nowMs: realNowMs }: PreviewPageProps) {
  const say = useWords("sale", "product", "time", "price");
  const ownZone = useTimeZone();
  const { sale, facts, view, words, control, nowMs } = previewSale(form, state, realNowMs, ownZone, say);
  return (
    <SalePageDrawing
      say={say}
      sale={sale}
      description={form.description}
      images={form.images.filter(({ url }) => url !== "")}
      promoted={promoted}
      notices={[]}
      eager={false}
      panel={
        <PanelCard
          view={view}
          words={words}
          attempt="none"
          age={null}
          clock={
            <SaleClock
              view={view}
              words={words}
              nowMs={nowMs}
              clockErrorMs={null}
              storeZone={sale.timeZone}
              ownZone={ownZone}
              showSeconds
            />
          }
          stub={
            <>
              {facts.items.length > 1 && (
                <ItemChooser
                  items={facts.items}
                  chosenId={facts.items[0]?.id ?? null}
                  missing={false}
                  onChoose={nothing}
                />
              )}
              <BuyFace control={control} onAct={nothing} />
              <div className={panelStyles.note}>
                <p>{words.sentence}</p>
              </div>
            </>
          }
        />
      }
    />
  );
}
