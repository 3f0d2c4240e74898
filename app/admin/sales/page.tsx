import { redirect } from "next/navigation";

/** The list of sales is the front page of the admin. */
export default function SalesRoute() {
  redirect("/admin");
}
