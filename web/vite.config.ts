import { fileURLToPath } from "node:url";
import { readFileSync } from "node:fs";
import { createHash } from "node:crypto";
import optimizeLocales from "@react-aria/optimize-locales-plugin";
import tailwindcss from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));
const backend = process.env.MEME_BACKEND ?? "http://127.0.0.1:8080";

/**
 * The theme must be known before the first paint, and the content security policy forbids inline
 * scripts: a tiny classic script is emitted beside the bundle and named in the head.
 */
function themeBoot(): Plugin {
  const source = readFileSync(at("src/app/theme_boot.js"), "utf8");
  const hash = createHash("sha256").update(source).digest("hex").slice(0, 8);
  const name = `assets/theme-${hash}.js`;
  return {
    name: "meme-theme-boot",
    apply: "build",
    generateBundle() {
      this.emitFile({ type: "asset", fileName: name, source });
    },
    transformIndexHtml: {
      order: "post",
      handler: (html) =>
        html.replace(/<script src="[^"]*theme_boot\.js"[^>]*>/, `<script src="/${name}">`),
    },
  };
}

/** Names this build, so that an open tab can notice that a newer one is being served. */
function buildName(): Plugin {
  return {
    name: "meme-build-name",
    apply: "build",
    generateBundle(_options, bundle) {
      const names = Object.keys(bundle).toSorted().join("\n");
      const build = createHash("sha256").update(names).digest("hex").slice(0, 12);
      this.emitFile({ type: "asset", fileName: "build.json", source: JSON.stringify({ build }) });
    },
  };
}

/**
 * Few files instead of forty: HTTP/1.1 fetches six at a time. What every page needs is one chunk; the
 * heavier react-aria fields and the calendar stay with the pages that have them.
 */
const packages =
  "react|react-dom|scheduler|wouter|regexparam|@tanstack|openapi-[a-z-]+|lucide-react|use-sync-external-store";
const chunks = [
  {
    name: "core",
    test: new RegExp(
      `node_modules/(${packages})/|` +
        "src/(shared/(?!ui/(text_field|choice_chips|month_calendar))|app/|session/session)",
    ),
  },
  {
    name: "booking",
    test: /src\/booker\/(calendar_queries|countdown|day_strip|explain|hold_bar|holds|intent|nearest|race|slot|time_chooser|use_board)/,
  },
  { name: "fields", test: /node_modules\/(react-aria|react-stately|@react|@internationalized)/ },
];

export default defineConfig({
  plugins: [
    react(),
    tailwindcss(),
    { ...optimizeLocales.vite({ locales: ["ko-KR", "en-US"] }), enforce: "pre" },
    themeBoot(),
    buildName(),
  ],
  resolve: { alias: { "~": at("src"), "#locales": at("../locales") } },
  build: {
    target: "es2022",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    sourcemap: false,
    manifest: true,
    rolldownOptions: { output: { codeSplitting: { groups: chunks } } },
  },
  server: {
    port: 5173,
    host: "127.0.0.1",
    fs: { allow: [at(".."), at(".")] },
    proxy: Object.fromEntries(
      ["/v1", "/media", "/calendar", "/openapi.json", "/docs"].map((path) => [path, backend]),
    ),
  },
  test: { include: ["src/**/*.test.{ts,tsx}"], restoreMocks: true },
});
