import type { Paging } from './paging';
import type { Page } from './schemas/common';
import type { FilePreview, ImportStatusReport } from './schemas/import';

export function readImport(_id: string): Promise<ImportStatusReport> {
  throw new Error('not built yet');
}
/** Newest first. */
export function listImports(_paging: Paging): Promise<Page<ImportStatusReport>> {
  throw new Error('not built yet');
}
/** `complete`: `head` is the whole file. */
export function previewFile(_head: Uint8Array, _path: string, _complete: boolean): Promise<FilePreview> {
  throw new Error('not built yet');
}
