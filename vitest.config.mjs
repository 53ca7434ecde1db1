import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const projectRoot = fileURLToPath(new URL('.', import.meta.url)).replace(/\/$/, '');
const resolve = { alias: { '@': projectRoot } };

export default defineConfig({
  resolve,
  test: {
    passWithNoTests: false,
    projects: [
      {
        resolve,
        test: {
          name: 'unit',
          include: ['{app,components,lib}/**/*.test.{ts,tsx}'],
          exclude: ['**/*.database.test.ts', '**/node_modules/**'],
          environment: 'node',
          // Unit tests share no state worth a process each: 9 s instead of 39 s.
          isolate: false,
          testTimeout: 20_000,
        },
      },
      {
        resolve,
        test: {
          name: 'database',
          include: ['{app,lib}/**/*.database.test.ts'],
          environment: 'node',
          globalSetup: ['lib/db/testing/template-database.ts'],
          setupFiles: ['lib/db/testing/own-database.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
