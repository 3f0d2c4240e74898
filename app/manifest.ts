import type { MetadataRoute } from "next";

export default function manifest(): MetadataRoute.Manifest {
  return {
    name: "Zerohour",
    short_name: "Zerohour",
    description: "Flash sales with a clock you can trust.",
    start_url: "/",
    display: "minimal-ui",
    background_color: "#f6f3ec",
    theme_color: "#f6f3ec",
    icons: [{ src: "/icon.svg", sizes: "any", type: "image/svg+xml" }],
  };
}
