import { build, stop } from 'esbuild';

import { projectRoot } from '@/lib/env/project-root';

const bundles = new Map<string, Promise<string>>();

/**
 * The JavaScript of a thread: its entry and all it imports as one script, for `new Worker(code, { eval: true })`.
 * Bundled once a process, in about 0.1 s, by a process of esbuild's own: the server of the pages answers meanwhile.
 *
 * A thread that loads the project's TypeScript itself runs Node's type stripper, which is WebAssembly. Two threads that
 * do so at once can bring the whole process down (Node 24.21, V8 `Check failed: jit_page.has_value()` while the wrappers
 * of WebAssembly imports are freed; nodejs/node#64500). A thread made of this code runs no WebAssembly.
 *
 * @param entry path of the entry from the project's root, such as `lib/ingest/ingest-thread.ts`
 * @throws Error where the entry or one of its imports cannot be bundled; the next call tries again
 */
export function threadCode(entry: string): Promise<string> {
  const known = bundles.get(entry);
  if (known !== undefined) return known;
  const code = bundleOnce(entry);
  bundles.set(entry, code);
  code.catch(() => bundles.delete(entry));
  return code;
}

let underWay = 0;

/** Bundles; the last of several ends the process that did it, which else would stay as long as this one. */
async function bundleOnce(entry: string): Promise<string> {
  underWay += 1;
  try {
    return await bundle(entry);
  } finally {
    underWay -= 1;
    if (underWay === 0) await stop();
  }
}

async function bundle(entry: string): Promise<string> {
  const root = projectRoot();
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: [entry],
    bundle: true,
    write: false,
    platform: 'node',
    format: 'cjs',
    target: 'node24',
    sourcemap: 'inline',
    sourcesContent: false,
    alias: { '@': root },
    logLevel: 'silent',
  });
  const [output] = outputFiles;
  if (output === undefined) throw new Error(`nothing came of bundling ${entry}`);
  return output.text;
}
