import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { runTool } from '@/lib/cli/setup/run.mjs';
import { countPlaywright, countVitest, type TestCounts } from './count-tests';

// The gates of `npm test`, one after the other; all are run even when one fails.
const projectRoot = resolve(import.meta.dirname, '..', '..');
const reportFolder = await mkdtemp(join(tmpdir(), 'nearmiss-reports-'));

interface Gate {
  readonly name: string;
  /** Script of a package, run on this Node, and its arguments. */
  readonly command: readonly [script: string, ...args: string[]];
  readonly variables?: Readonly<Record<string, string>>;
  /** For a gate that runs tests: reads its JSON report. Other gates count as one. */
  readonly count?: (report: unknown) => TestCounts;
}

const reportFile = (name: string) => join(reportFolder, `${name}.json`);
const vitest = (project: string): Gate => ({
  name: project,
  command: [
    'vitest/vitest.mjs',
    'run',
    '--project',
    project,
    '--reporter=dot',
    '--reporter=json',
    `--outputFile.json=${reportFile(project)}`,
  ],
  variables: { NO_COLOR: '1' },
  count: countVitest,
});

const GATES: readonly Gate[] = [
  { name: 'format', command: ['prettier/bin/prettier.cjs', '--check', '--log-level=warn', '.'] },
  { name: 'lint', command: ['oxlint/bin/oxlint', '--deny-warnings'] },
  { name: 'types', command: ['typescript/bin/tsc', '--noEmit'] },
  { name: 'unused', command: ['knip/bin/knip.js', '--no-config-hints'] },
  vitest('unit'),
  vitest('database'),
  {
    name: 'browser',
    command: ['@playwright/test/cli.js', 'test', '--config', 'e2e/playwright.config.ts', '--reporter=list,json'],
    variables: { FORCE_COLOR: '0' },
    count: countPlaywright,
  },
];

async function runGate(gate: Gate): Promise<TestCounts> {
  const [script, ...args] = gate.command;
  const startedAt = performance.now();
  const { exitCode, output } = await runTool(process.execPath, [join('node_modules', script), ...args], {
    cwd: projectRoot,
    variables: { PLAYWRIGHT_JSON_OUTPUT_NAME: reportFile('browser'), ...gate.variables },
  });
  const counts = await countGate(gate, exitCode);
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  const skipped = counts.skipped > 0 ? `, ${counts.skipped} skipped` : '';
  const verdict = counts.failed === 0 ? 'ok  ' : 'FAIL';
  const figures = gate.count === undefined ? '' : `: ${counts.passed} passed, ${counts.failed} failed${skipped}`;
  if (counts.failed > 0) console.log(`\n--- ${gate.name} ---\n${output.trim()}\n`);
  console.log(`${verdict} ${gate.name}${figures} (${seconds} s)`);
  return counts;
}

async function countGate(gate: Gate, exitCode: number): Promise<TestCounts> {
  if (gate.count === undefined) {
    return exitCode === 0 ? { passed: 1, failed: 0, skipped: 0 } : { passed: 0, failed: 1, skipped: 0 };
  }
  const report = await readFile(reportFile(gate.name), 'utf8').catch(() => null);
  const counts = report === null ? { passed: 0, failed: 0, skipped: 0 } : gate.count(JSON.parse(report));
  // A runner that ran nothing, or that failed beside its tests, is a failure that no test shows.
  const silent = counts.failed === 0 && (exitCode !== 0 || counts.passed === 0);
  return silent ? { ...counts, failed: 1 } : counts;
}

const named = process.argv.slice(2);
const unknown = named.filter((name) => !GATES.some((gate) => gate.name === name));
if (unknown.length > 0)
  console.log(`No such gate: ${unknown.join(', ')}. Gates: ${GATES.map((gate) => gate.name).join(', ')}`);
const total = { passed: 0, failed: unknown.length };
for (const gate of GATES.filter(({ name }) => named.length === 0 || named.includes(name))) {
  const counts = await runGate(gate);
  total.passed += counts.passed;
  total.failed += counts.failed;
}
await rm(reportFolder, { recursive: true, force: true });
console.log(`\n${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 && total.passed > 0 ? 0 : 1;
