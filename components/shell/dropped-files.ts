/** A file with the path it was dropped or chosen under; folders kept, `/` between them. */
export interface DroppedFile {
  readonly path: string;
  readonly file: File;
}

/** What was dropped or chosen in one go. */
export interface DroppedGroup {
  readonly files: readonly DroppedFile[];
  /** Files and folders that were left out because their names begin with a dot, as programs name what is not meant to be seen. */
  readonly hidden: number;
}

type Listener = (group: DroppedGroup) => void;

/** Groups dropped on another page wait here until the import page takes them. */
let waiting: readonly DroppedGroup[] = [];
let listener: Listener | null = null;

/** Hands a group to the import page, at once where it is open. */
export function handOver(group: DroppedGroup): void {
  if (listener === null) waiting = [...waiting, group];
  else listener(group);
}

/** Called by the import page: takes what waits and whatever is dropped from now on. Returns how to stop. */
export function receiveDrops(receive: Listener): () => void {
  listener = receive;
  const groups = waiting;
  waiting = [];
  for (const group of groups) receive(group);
  return () => {
    listener = null;
  };
}

const HIDDEN = /^(\..*|__MACOSX|Thumbs\.db|desktop\.ini)$/;
const NOTHING: DroppedGroup = { files: [], hidden: 0 };

function joined(groups: readonly DroppedGroup[]): DroppedGroup {
  return {
    files: groups.flatMap(({ files }) => files),
    hidden: groups.reduce((total, { hidden }) => total + hidden, 0),
  };
}

async function readEntry(entry: FileSystemEntry): Promise<DroppedGroup> {
  if (HIDDEN.test(entry.name)) return { files: [], hidden: 1 };
  if (entry instanceof FileSystemFileEntry) {
    const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject));
    return { files: [{ path: entry.fullPath.replace(/^\//, ''), file }], hidden: 0 };
  }
  return entry instanceof FileSystemDirectoryEntry ? readFolder(entry) : NOTHING;
}

/** A browser tells a folder's entries about a hundred at a time; those are read side by side. */
async function readFolder(folder: FileSystemDirectoryEntry): Promise<DroppedGroup> {
  const reader = folder.createReader();
  const groups: DroppedGroup[] = [];
  for (;;) {
    const entries = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (entries.length === 0) return joined(groups);
    groups.push(...(await Promise.all(entries.map(readEntry))));
  }
}

/** The files of an `<input type="file">`. */
export function filesOfInput(files: Iterable<File>): DroppedGroup {
  const all = [...files].map((file) => ({ path: file.webkitRelativePath || file.name, file }));
  const kept = all.filter(({ path }) => !path.split('/').some((part) => HIDDEN.test(part)));
  return { files: kept, hidden: all.length - kept.length };
}

/** The files of a drop, folders opened. The entries are taken at once, since the browser empties the drop afterwards. */
export async function filesOfDrop(transfer: DataTransfer): Promise<DroppedGroup> {
  const entries = [...transfer.items].flatMap((item) => item.webkitGetAsEntry() ?? []);
  if (entries.length === 0) return filesOfInput(transfer.files);
  return joined(await Promise.all(entries.map(readEntry)));
}
