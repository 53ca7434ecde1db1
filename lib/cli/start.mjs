// `npm start`. Needs nothing installed, and only syntax that an old Node can read as far as the version check.
const OLDEST_NODE = [20, 19];

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1])) {
  console.error(
    'Nearmiss needs Node ' +
      OLDEST_NODE.join('.') +
      ' or newer to start; this is ' +
      process.version +
      '. See https://nodejs.org.',
  );
  process.exit(1);
}
const { start } = await import('./setup/start-server.mjs');
process.exitCode = await start(process.argv.slice(2));
