import type { Pool } from 'pg';

import { CopyInto } from '@/lib/db/copy/copy-into';
import { inTransaction } from '@/lib/db/pool';
import type { IssueCode } from '@/lib/import/importer';

/** Something in a file that was not used. */
export interface LineIssue {
  /** Path of the file; null where the import has one only. */
  readonly file: string | null;
  /** The line, or the number of the record. */
  readonly line: number;
  readonly code: IssueCode;
  readonly message: string;
}

const KEPT_FIRST = 100;
const FLUSH_ISSUES = 5_000;

/** Every line of one import that was not used: counted by code, the first 100 at hand, all of them in the database. */
export class IssueLog {
  readonly first: LineIssue[] = [];
  readonly byCode: Record<string, number> = {};
  total = 0;
  readonly #pool: Pool;
  readonly #importId: string;
  #pending: LineIssue[] = [];
  #written = 0;

  constructor(pool: Pool, importId: string) {
    this.#pool = pool;
    this.#importId = importId;
  }

  add(issue: LineIssue): void {
    this.total += 1;
    this.byCode[issue.code] = (this.byCode[issue.code] ?? 0) + 1;
    if (this.first.length < KEPT_FIRST) this.first.push(issue);
    this.#pending.push(issue);
  }

  /** Writes to the database once enough have gathered, so that a file of bad lines does not fill the memory. */
  async settle(): Promise<void> {
    if (this.#pending.length >= FLUSH_ISSUES) await this.flush();
  }

  async flush(): Promise<void> {
    const issues = this.#pending;
    if (issues.length === 0) return;
    this.#pending = [];
    await inTransaction(this.#pool, async (client) => {
      const copy = new CopyInto(client, 'import_issues');
      for (const issue of issues) {
        this.#written += 1;
        const row = copy.startRow();
        row.uuid(this.#importId);
        row.int4(this.#written);
        row.text(issue.file);
        row.int4(issue.line);
        row.text(issue.code);
        row.text(issue.message);
        await copy.settle();
      }
      await copy.end();
    });
  }
}
