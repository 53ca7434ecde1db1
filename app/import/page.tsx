import type { Metadata } from 'next';
import Link from 'next/link';
import type { SearchParams } from 'nuqs/server';
import { formatQuantity } from '@/components/format/format-number';
import { PageHead } from '@/components/shell/page-head';
import { listEntitySets } from '@/lib/api/entity-sets';
import { listImports } from '@/lib/api/imports';
import { listUnfinishedUploads } from '@/lib/api/tus-uploads';
import { ImportDesk } from './import-desk';
import { ImportList } from './import-list';
import styles from './page.module.css';
import { loadImportSearchParams } from './search-params';

export const metadata: Metadata = { title: 'Import' };

const IMPORTS_SHOWN = 30;

export default async function ImportPage(props: { readonly searchParams: Promise<SearchParams> }) {
  const { id } = await loadImportSearchParams(props.searchParams);
  const [imports, sets, uploads] = await Promise.all([
    listImports({ limit: IMPORTS_SHOWN }),
    listEntitySets({ limit: 1 }),
    listUnfinishedUploads(),
  ]);
  const running = imports.items.filter(({ status }) => status === 'queued' || status === 'running').length;
  return (
    <>
      <PageHead
        title="Import"
        note="What files hold is shown before anything is stored, and can be changed. Every line that cannot be used is reported; the rest is imported."
      />
      <div className={styles.stack}>
        <ImportDesk endedImports={imports.total - running} uploads={uploads.items} />
        <section aria-labelledby="imports" className={styles.section}>
          <h2 id="imports">Imports</h2>
          <ImportList imports={imports.items} openId={id} />
          {imports.total > imports.items.length ? (
            <p className={styles.note}>
              The newest {imports.items.length} of {formatQuantity(imports.total, 'import')}.
            </p>
          ) : null}
        </section>
        <p className={styles.note}>
          <Link href="/entities">{formatQuantity(sets.total, 'entity set')}</Link> stored.
        </p>
      </div>
    </>
  );
}
