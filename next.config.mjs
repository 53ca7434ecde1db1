import { fileURLToPath } from 'node:url';

/** @type {import('next').NextConfig} */
export default {
  // `npm test` checks types with tsc over the whole project, so the build need not do a part of it again.
  typescript: { ignoreBuildErrors: true },
  // A server runs from a copy of the build (lib/cli/setup/build.mjs).
  distDir: process.env.NEARMISS_BUILD || '.next',
  reactStrictMode: true,
  poweredByHeader: false,
  devIndicators: false,
  // A folder above may hold a lockfile of its own; it is not ours.
  outputFileTracingRoot: fileURLToPath(new URL('.', import.meta.url)),
  turbopack: { root: fileURLToPath(new URL('.', import.meta.url)) },
  // The minifier turns the hot functions of lib/core into closures: a summary took twice the CPU time.
  experimental: { serverMinification: false },
  serverExternalPackages: ['pg', 'pg-boss', 'pg-copy-streams', '@prisma/client', '@prisma/adapter-pg', 'esbuild'],
};
