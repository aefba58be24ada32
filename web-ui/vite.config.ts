import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vitest/config";

/** The server a development build talks to; `npm run dev` forwards everything but the pages to it. */
const server = process.env["DARKROOM_SERVER"] ?? "http://127.0.0.1:8188";

export default defineConfig({
  plugins: [svelte()],
  base: "./",
  build: {
    target: "es2022",
    outDir: "target/classes/web-ui",
    emptyOutDir: true,
  },
  // Components under test run as they do in a browser.
  ...(process.env["VITEST"] !== undefined && { resolve: { conditions: ["browser"] } }),
  server: {
    proxy: {
      "/api": { target: server, changeOrigin: true, ws: true },
      "/ws": { target: server, changeOrigin: true, ws: true },
      "/darkroom": { target: server, changeOrigin: true },
    },
  },
  test: {
    // Logic needs no page; a test of a component says "@vitest-environment jsdom" in its first line.
    environment: "node",
    include: ["src/**/*.test.ts"],
  },
});
