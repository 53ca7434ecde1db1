import type { DroppedFile, DroppedGroup } from '@/components/shell/dropped-files';
import {
  RefusedRequest,
  discardUpload,
  requestPreview,
  requestUploads,
  sendEntities,
  startImport,
} from '@/app/import/import-requests';
import type { DropPreview } from '@/lib/api/schemas/drop-preview';
import type { EntitySetCreated } from '@/lib/api/schemas/entity-set';
import type { ImportSettings } from '@/lib/import/settings/import-settings';

import { dropBody, dropTitle, matchingUpload, type DropBody } from './drop-identity';
import { forgetDrop, rememberDrop } from './drop-memory';
import { importSettings, isKnownLater, isLeftOut, previewSettings } from './drop-settings';
import { previewBody, sampleFiles } from './preview-samples';
import { sendUpload } from './send-upload';
import { Slots } from './slots';
import type { TarEntry } from './tar-blob';
import { nextPace, startPace, type UploadPace } from './upload-pace';

/** Whether the plan is what the settings say. `updating`: the one shown is of earlier settings. */
export type PlanState =
  { readonly name: 'reading' | 'updating' | 'ready' } | { readonly name: 'failed'; readonly message: string };

/** What happens to a drop. */
export type DropStage =
  | { readonly name: 'planning' | 'storing_entities' | 'waiting' | 'starting' | 'entities_stored' }
  | { readonly name: 'sending'; readonly pace: UploadPace; readonly total: number }
  | { readonly name: 'paused'; readonly sent: number; readonly total: number }
  | { readonly name: 'failed'; readonly message: string }
  | { readonly name: 'started'; readonly importId: string };

export interface StoredEntities {
  readonly path: string;
  readonly result: EntitySetCreated;
}

/** All that a page shows of a drop; a new object with every change. */
export interface DropState {
  readonly settings: ImportSettings;
  readonly preview: DropPreview | null;
  readonly plan: PlanState;
  readonly stage: DropStage;
  readonly stored: readonly StoredEntities[];
}

/** What the work calls, so that a test can stand in for server and clock. */
export interface DropServices {
  readonly preview: typeof requestPreview;
  readonly sendEntities: typeof sendEntities;
  readonly sendUpload: typeof sendUpload;
  readonly startImport: typeof startImport;
  readonly discardUpload: typeof discardUpload;
  readonly requestUploads: typeof requestUploads;
  readonly settleMs: number;
  readonly now: () => number;
}

const SERVICES: DropServices = {
  preview: requestPreview,
  sendEntities,
  sendUpload,
  startImport,
  discardUpload,
  requestUploads,
  settleMs: 350,
  now: () => performance.now(),
};
const uploadSlots = new Slots(3);

/** An upload of the same files that stopped earlier. */
export interface EarlierUpload {
  readonly uploadId: string;
  readonly offset: number;
  /** What was set then. */
  readonly settings: ImportSettings;
}

export interface NewDrop extends DroppedGroup {
  readonly fingerprint: string;
  readonly earlier: EarlierUpload | null;
}

function messageOf(error: unknown): string {
  return error instanceof RefusedRequest
    ? error.message
    : 'The server does not answer, or answers in a way this page does not know.';
}

/** Names a file that can no longer be read as it was chosen; browsers refuse those that changed since. */
async function changedFile(files: readonly DroppedFile[]): Promise<string | null> {
  for (const { path, file } of files) {
    const isReadable = await file
      .slice(0, 1)
      .arrayBuffer()
      .then(
        () => true,
        () => false,
      );
    if (!isReadable) return `${path} was changed, moved or removed since it was chosen. Choose it again.`;
  }
  return null;
}

/** One drop: asks for its plan, sends it, starts its import. Lives outside of pages, so that one can look around meanwhile. */
export class DropWork {
  readonly files: readonly DroppedFile[];
  readonly hidden: number;
  readonly fingerprint: string;
  readonly title: string;
  readonly body: DropBody;
  readonly #services: DropServices;
  readonly #onChange: () => void;
  #state: DropState;
  #samples: Promise<readonly TarEntry[]> | null = null;
  #asked: AbortController | null = null;
  #sending: AbortController | null = null;
  #uploadId: string | null;

  constructor({ files, hidden, fingerprint, earlier }: NewDrop, onChange: () => void, services = SERVICES) {
    this.files = files;
    this.hidden = hidden;
    this.fingerprint = fingerprint;
    this.title = dropTitle(files);
    this.body = dropBody(files);
    this.#services = services;
    this.#onChange = onChange;
    this.#uploadId = earlier?.uploadId ?? null;
    this.#state = {
      settings: earlier?.settings ?? {},
      preview: null,
      plan: { name: 'reading' },
      stage: { name: 'planning' },
      stored: [],
    };
    void this.#ask(0);
    if (earlier !== null) void this.#send(earlier.settings);
  }

  get state(): DropState {
    return this.#state;
  }

  /** Takes other settings and asks for the plan anew where they matter to it; the old one stays until the new one comes. */
  change(settings: ImportSettings): void {
    const before = JSON.stringify(previewSettings(this.#state.settings));
    this.#set({ settings });
    if (JSON.stringify(previewSettings(settings)) !== before) void this.#ask(this.#services.settleMs);
  }

  /** Asks for the plan again, after a failure. */
  askAgain(): void {
    void this.#ask(0);
  }

  /** Stores the entities, sends the files and starts the import; after a pause or failure, from where that came. */
  async start(): Promise<void> {
    const { preview, settings, stage } = this.#state;
    if (preview === null || this.#sending !== null) return;
    if (stage.name === 'planning' || stage.name === 'failed') {
      if (!(await this.#storeEntities(preview))) return;
      if (preview.runs.every((run) => isLeftOut(settings, run)) && !isKnownLater(preview)) {
        this.#set({ stage: { name: 'entities_stored' } });
        return;
      }
    }
    await this.#send(importSettings(settings, preview));
  }

  /** Stops sending; what was sent stays. */
  pause(): void {
    const { stage } = this.#state;
    if (stage.name === 'sending') {
      this.#set({ stage: { name: 'paused', sent: stage.pace.bytes, total: stage.total } });
    } else if (stage.name === 'waiting') {
      this.#set({ stage: { name: 'planning' } });
    }
    this.#sending?.abort();
  }

  /** Stops sending and removes what was sent. */
  cancel(): void {
    this.#sending?.abort();
    forgetDrop(this.fingerprint);
    this.#set({ stage: { name: 'planning' } });
    this.#discard().catch(() => undefined);
  }

  /** Lets go of everything under way. */
  close(): void {
    this.#asked?.abort();
    this.#sending?.abort();
  }

  /** Removes what the server has of these files: also an upload that began as it was stopped, before its id came back. */
  async #discard(): Promise<void> {
    const own = this.#uploadId;
    this.#uploadId = null;
    if (own !== null) await this.#services.discardUpload(own);
    const uploads = await this.#services.requestUploads();
    for (const { id, fingerprint } of uploads) {
      if (fingerprint === this.fingerprint && id !== own) await this.#services.discardUpload(id);
    }
  }

  async #findUpload(): Promise<string | null> {
    const wanted = { fingerprint: this.fingerprint, bytes: this.body.blob.size };
    const uploads = await this.#services.requestUploads().catch(() => []);
    return matchingUpload(uploads, wanted)?.id ?? null;
  }

  #set(part: Partial<DropState>): void {
    this.#state = { ...this.#state, ...part };
    this.#onChange();
  }

  async #ask(afterMs: number): Promise<void> {
    this.#asked?.abort();
    const asked = new AbortController();
    this.#asked = asked;
    this.#set({ plan: { name: this.#state.preview === null ? 'reading' : 'updating' } });
    if (afterMs > 0) await new Promise((resolve) => setTimeout(resolve, afterMs));
    if (asked.signal.aborted) return;
    try {
      this.#samples ??= sampleFiles(this.files);
      const body = previewBody(this.files, await this.#samples, previewSettings(this.#state.settings));
      const preview = await this.#services.preview(body, asked.signal);
      if (!asked.signal.aborted) this.#set({ preview, plan: { name: 'ready' } });
    } catch (error) {
      if (asked.signal.aborted) return;
      this.#samples = null;
      const message = (await changedFile(this.files.slice(0, 200))) ?? messageOf(error);
      this.#set({ plan: { name: 'failed', message } });
    }
  }

  /** Entity sets go first, so that the import finds them. False where one could not be stored. */
  async #storeEntities({ entitySets }: DropPreview): Promise<boolean> {
    const done = new Set(this.#state.stored.map(({ path }) => path));
    const wanted = entitySets.filter(({ path }) => !done.has(path));
    const sending = new AbortController();
    this.#sending = sending;
    try {
      for (const { path } of wanted) {
        const dropped = this.files.find((candidate) => candidate.path === path);
        if (dropped === undefined) continue;
        this.#set({ stage: { name: 'storing_entities' } });
        const result = await this.#services.sendEntities(path, dropped.file, sending.signal);
        this.#set({ stored: [...this.#state.stored, { path, result }] });
      }
      return true;
    } catch (error) {
      if (!sending.signal.aborted) this.#set({ stage: { name: 'failed', message: messageOf(error) } });
      return false;
    } finally {
      this.#sending = null;
    }
  }

  async #send(settings: ImportSettings): Promise<void> {
    const sending = new AbortController();
    this.#sending = sending;
    const { signal } = sending;
    this.#set({ stage: { name: 'waiting' } });
    rememberDrop(this.fingerprint, settings);
    let release: (() => void) | null = null;
    try {
      release = await uploadSlots.take(signal);
      const uploadId = await this.#upload(signal);
      this.#set({ stage: { name: 'starting' } });
      const importId = await this.#services.startImport({ uploadId, name: this.title, settings });
      forgetDrop(this.fingerprint);
      this.#set({ stage: { name: 'started', importId } });
    } catch (error) {
      if (signal.aborted) return;
      const message = (await changedFile(this.files)) ?? messageOf(error);
      this.#set({ stage: { name: 'failed', message } });
    } finally {
      release?.();
      if (this.#sending === sending) this.#sending = null;
    }
  }

  async #upload(signal: AbortSignal): Promise<string> {
    let pace: UploadPace | null = null;
    this.#uploadId ??= await this.#findUpload();
    signal.throwIfAborted();
    return this.#services.sendUpload(this.body, {
      fingerprint: this.fingerprint,
      uploadId: this.#uploadId,
      signal,
      onId: (id) => {
        this.#uploadId = id;
      },
      onProgress: (sent, total) => {
        if (signal.aborted) return;
        const now = this.#services.now();
        const next = pace === null ? startPace(now, sent) : nextPace(pace, now, sent);
        if (next === pace && sent < total) return;
        pace = next;
        this.#set({ stage: { name: 'sending', pace: { ...next, bytes: sent }, total } });
      },
    });
  }
}
