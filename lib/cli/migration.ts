import { parseArgs } from 'node:util';
import { rewriteInitialMigration, writeNextMigration } from '@/lib/db/write-migration';

const INITIAL_MIGRATION = '20261122000000_initial';
const url = process.env['DATABASE_URL'] ?? '';
const { positionals, values } = parseArgs({ allowPositionals: true, options: { initial: { type: 'boolean' } } });
if (values.initial) console.log(await rewriteInitialMigration(url, INITIAL_MIGRATION));
else
  console.log(
    await writeNextMigration(url, positionals.join('_'), new Date().toISOString().replace(/\D/g, '').slice(0, 14)),
  );
