import type { DroppedFile } from '@/components/shell/dropped-files';
import type { EntitySetCreated } from '@/lib/api/schemas/entity-set';
import type { FilePreview } from '@/lib/api/schemas/import';

/** What happens to a chosen file. */
export type FileStage =
  | { readonly name: 'reading' }
  | { readonly name: 'ready' }
  | { readonly name: 'sending'; readonly fraction: number }
  | { readonly name: 'entities_stored'; readonly result: EntitySetCreated }
  | { readonly name: 'failed'; readonly message: string };

/** A file the user chose, with what the server understood of its first bytes and what the user set. */
export interface ChosenFile extends DroppedFile {
  readonly key: string;
  readonly preview: FilePreview | null;
  readonly runName: string;
  readonly scoreThreshold: number;
  readonly stage: FileStage;
}

export type FilesAction =
  | { readonly do: 'add'; readonly files: readonly ChosenFile[] }
  | { readonly do: 'change'; readonly key: string; readonly change: Partial<ChosenFile> }
  | { readonly do: 'remove'; readonly keys: readonly string[] };

export function changeFiles(files: readonly ChosenFile[], action: FilesAction): readonly ChosenFile[] {
  switch (action.do) {
    case 'add': {
      const known = new Set(files.map((file) => file.key));
      return [...files, ...action.files.filter((file) => !known.has(file.key))];
    }
    case 'change':
      return files.map((file) => (file.key === action.key ? { ...file, ...action.change } : file));
    case 'remove':
      return files.filter((file) => !action.keys.includes(file.key));
  }
}

/** The same file chosen twice is the same file. */
export function chosenFile({ path, file }: DroppedFile): ChosenFile {
  const key = `${path}|${file.size}|${file.lastModified}`;
  return { key, path, file, preview: null, runName: '', scoreThreshold: 0.5, stage: { name: 'reading' } };
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1);
}

/** The small files that belong to a log: those of the same folder. */
export function companionsOf(log: ChosenFile, files: readonly ChosenFile[]): readonly ChosenFile[] {
  return files.filter((file) => file.preview?.kind === 'companion' && folderOf(file.path) === folderOf(log.path));
}
