import { listSales } from "@/lib/http/respond-sales";
import { route } from "@/lib/wiring";

export const GET = route({ access: "public" }, ({ services }) => listSales(services));
