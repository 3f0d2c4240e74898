import type { MetadataRoute } from "next";

/** What the shop is called and looks like where it is installed. Colours as the light theme's paper: app/globals.css. */
export default function manifest(): MetadataRoute.Manifest {
  return {
    id: "/",
    name: "Zerohour",
    short_name: "Zerohour",
    description: "Flash sales with a clock you can trust.",
    lang: "en",
    start_url: "/",
    scope: "/",
    display: "minimal-ui",
    background_color: "#f6f3ec",
    theme_color: "#f6f3ec",
    categories: ["shopping"],
    icons: [
      { src: "/icon.svg", sizes: "any", type: "image/svg+xml" },
      { src: "/icons/icon-192.png", sizes: "192x192", type: "image/png" },
      { src: "/icons/icon-512.png", sizes: "512x512", type: "image/png" },
      { src: "/icons/maskable-512.png", sizes: "512x512", type: "image/png", purpose: "maskable" },
    ],
  };
}
