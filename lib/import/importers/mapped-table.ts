import { readMappedRecord } from '@/lib/import/mapping/mapped-record';
import type { ColumnMapping } from '@/lib/import/mapping/column-mapping';
import type { RecordImporter } from '@/lib/import/importer';

/** The id under which runs keep that their log was read by a mapping. */
export const MAPPED_TABLE_ID = 'mapped-table';

/**
 * A table that no format knows, read as its user says. Not in the registry: it exists only with a mapping, and detects
 * nothing by itself. Its records may lie in any container.
 */
export function mappedTable(mapping: ColumnMapping): RecordImporter {
  return {
    kind: 'records',
    id: MAPPED_TABLE_ID,
    label: 'Table with mapped columns',
    ...(mapping.group === undefined ? {} : { groupField: mapping.group }),
    detect: () => null,
    describe: () => ({ name: null, metadata: { columnMapping: { ...mapping } } }),
    open: () => ({ read: (record) => [readMappedRecord(record, mapping)] }),
  };
}
