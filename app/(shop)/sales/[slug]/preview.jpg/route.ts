import { previewText } from "@/components/sale/preview-text";
import { noPreview, respondPreview } from "@/lib/http/respond-preview";
import { route } from "@/lib/wiring";

/** The picture by which a link to a sale is shown elsewhere. */
export const GET = route<{ slug: string }>({ access: "public" }, async ({ services, request, params }) => {
  const sale = services.board.bySlug(params.slug);
  if (sale === undefined || sale.status === "draft") return noPreview();
  const key = `${sale.id}-${sale.version}`;
  const bytes = await services.previews.draw({ key, content: previewText(sale), imageUrl: sale.imageUrl });
  return respondPreview(request, key, bytes);
});
