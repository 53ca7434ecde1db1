#!/usr/bin/env node
// `npx nearmiss`. Needs nothing installed, and only syntax that an old Node can read as far as the version check.
const OLDEST_NODE = [20, 19];

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1])) {
  console.error('Nearmiss needs Node ' + OLDEST_NODE.join('.') + ' or newer; this is ' + process.version + '.');
  process.exit(1);
}
const { runCommand } = await import('./import/run-command.mjs');
process.exitCode = await runCommand(process.argv.slice(2));
