import type { DroppedGroup } from '@/components/shell/dropped-files';
import { requestUploads } from '@/app/import/import-requests';

import { dropBody, dropFingerprint, matchingUpload } from './drop-identity';
import { rememberedSettings } from './drop-memory';
import { DropWork, type EarlierUpload } from './drop-work';

/** Drops in work. They outlive the page: whoever looks at a run while files are sent finds them here again. */
class Desk {
  #drops: readonly DropWork[] = [];
  #snapshot: DeskSnapshot = { drops: [], hiddenOnly: 0 };
  readonly #listeners = new Set<() => void>();

  /** Takes a group of files in; the same files once. Goes on with an upload of them that stopped. */
  async add(group: DroppedGroup): Promise<void> {
    if (group.files.length === 0) {
      this.#publish(group.hidden);
      return;
    }
    const fingerprint = await dropFingerprint(group.files);
    if (this.#has(fingerprint)) return;
    const earlier = await earlierUpload(group, fingerprint);
    if (this.#has(fingerprint)) return;
    this.#drops = [...this.#drops, new DropWork({ ...group, fingerprint, earlier }, () => this.#publish(0))];
    this.#publish(0);
  }

  remove(drop: DropWork): void {
    drop.close();
    this.#drops = this.#drops.filter((one) => one !== drop);
    this.#publish(0);
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly snapshot = (): DeskSnapshot => this.#snapshot;

  #has(fingerprint: string): boolean {
    return this.#drops.some((drop) => drop.fingerprint === fingerprint);
  }

  #publish(hiddenOnly: number): void {
    this.#snapshot = { drops: this.#drops, hiddenOnly };
    for (const listener of this.#listeners) listener();
  }
}

export interface DeskSnapshot {
  readonly drops: readonly DropWork[];
  /** Files of the last drop where all of them were hidden ones; 0 otherwise. */
  readonly hiddenOnly: number;
}

async function earlierUpload({ files }: DroppedGroup, fingerprint: string): Promise<EarlierUpload | null> {
  const uploads = await requestUploads().catch(() => []);
  const match = matchingUpload(uploads, { fingerprint, bytes: dropBody(files).blob.size });
  const settings = rememberedSettings(fingerprint);
  return match === null || settings === null ? null : { uploadId: match.id, offset: match.offset, settings };
}

export const desk = new Desk();
export const NO_DROPS: DeskSnapshot = { drops: [], hiddenOnly: 0 };
