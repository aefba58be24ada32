import { svelte, vitePreprocess } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vitest/config";

/** The server a development build talks to; `npm run dev` forwards everything but the pages to it. */
const server = process.env["DARKROOM_SERVER"] ?? "http://127.0.0.1:8188";

export default defineConfig({
  plugins: [svelte({ preprocess: vitePreprocess() })],
  base: "./",
  build: {
    target: "es2022",
    outDir: "target/classes/web-ui",
    emptyOutDir: true,
  },
  server: {
    proxy: {
      "/api": { target: server, changeOrigin: true, ws: true },
      "/ws": { target: server, changeOrigin: true, ws: true },
      "/darkroom": { target: server, changeOrigin: true },
    },
  },
  test: {
    environment: "jsdom",
    include: ["src/**/*.test.ts"],
  },
});
