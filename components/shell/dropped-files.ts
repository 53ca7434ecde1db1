/** A file with the path it was dropped or chosen under; folders kept, `/` between them. */
export interface DroppedFile {
  readonly path: string;
  readonly file: File;
}

type Listener = (files: readonly DroppedFile[]) => void;

/** Files dropped on another page wait here until the import page takes them. */
let waiting: readonly DroppedFile[] = [];
let listener: Listener | null = null;

/** Hands files to the import page, at once where it is open. */
export function handOver(files: readonly DroppedFile[]): void {
  if (listener === null) waiting = [...waiting, ...files];
  else listener(files);
}

/** Called by the import page: takes what waits and whatever is dropped from now on. Returns how to stop. */
export function receiveFiles(receive: Listener): () => void {
  listener = receive;
  if (waiting.length > 0) receive(waiting);
  waiting = [];
  return () => {
    listener = null;
  };
}

function readEntry(entry: FileSystemEntry): Promise<readonly DroppedFile[]> {
  if (entry instanceof FileSystemFileEntry) {
    return new Promise((resolve, reject) => {
      entry.file((file) => resolve([{ path: entry.fullPath.replace(/^\//, ''), file }]), reject);
    });
  }
  return entry instanceof FileSystemDirectoryEntry ? readFolder(entry) : Promise.resolve([]);
}

async function readFolder(folder: FileSystemDirectoryEntry): Promise<readonly DroppedFile[]> {
  const reader = folder.createReader();
  const files: DroppedFile[] = [];
  for (;;) {
    const entries = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (entries.length === 0) return files;
    for (const entry of entries) files.push(...(await readEntry(entry)));
  }
}

/** The files of a drop, folders opened. The entries are taken at once, since the browser empties the drop afterwards. */
export async function filesOfDrop(transfer: DataTransfer): Promise<readonly DroppedFile[]> {
  const entries = [...transfer.items].flatMap((item) => item.webkitGetAsEntry() ?? []);
  if (entries.length === 0) return [...transfer.files].map((file) => ({ path: file.name, file }));
  const found = await Promise.all(entries.map(readEntry));
  return found.flat();
}
