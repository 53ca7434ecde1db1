'use client';

import { Button } from '@mantine/core';
import { formatBytes, formatQuantity } from '@/components/format/format-number';
import type { DropPreview } from '@/lib/api/schemas/drop-preview';
import type { ImportSettings } from '@/lib/import/settings/import-settings';
import { unseenArchiveWords } from '@/lib/import/words/preview-words';
import styles from './drop-card.module.css';
import { DropPlan } from './drop-plan';
import { isKnownLater, isLeftOut } from './drop/drop-settings';
import type { DropStage, DropWork } from './drop/drop-work';
import { EntitiesStored } from './entities-stored';
import { UploadLine } from './upload-line';

interface DropCardProps {
  readonly drop: DropWork;
  /** Imports that have ended; when it changes, what entities join may have changed too. */
  readonly endedImports: number;
  readonly onRemove: () => void;
}

/** What starting would do; `none` where there is nothing to import. `later`: only the whole files tell. */
function purposeOf(preview: DropPreview, settings: ImportSettings): 'import' | 'entities' | 'none' {
  const kept = preview.runs.filter((run) => !isLeftOut(settings, run));
  if (kept.some((run) => run.format !== null)) return 'import';
  if (kept.length === 0 && isKnownLater(preview)) return 'import';
  return preview.entitySets.length > 0 ? 'entities' : 'none';
}

const MOVING: readonly DropStage['name'][] = ['storing_entities', 'waiting', 'sending', 'starting', 'started'];

function StartButton({ drop }: { readonly drop: DropWork }) {
  const { preview, settings, plan, stage } = drop.state;
  if (stage.name === 'paused') {
    return (
      <Button size="xs" onClick={() => void drop.start()}>
        Go on
      </Button>
    );
  }
  if (preview === null || stage.name === 'entities_stored' || MOVING.includes(stage.name)) return null;
  const purpose = purposeOf(preview, settings);
  // Where no choice would change it, the plan says why.
  if (purpose === 'none' && preview.runs.length === 0) return null;
  return (
    <Button
      size="xs"
      disabled={plan.name !== 'ready' || purpose === 'none'}
      {...(purpose === 'none' ? { title: 'Nothing is left to import' } : {})}
      onClick={() => void drop.start()}
    >
      {purpose === 'entities' ? 'Store the entities' : stage.name === 'failed' ? 'Try again' : 'Start the import'}
    </Button>
  );
}

function Buttons({ drop, onRemove }: { readonly drop: DropWork; readonly onRemove: () => void }) {
  const { stage } = drop.state;
  const isSending = stage.name === 'sending' || stage.name === 'waiting';
  return (
    <div className={styles.buttons}>
      <StartButton drop={drop} />
      {stage.name === 'sending' ? (
        <Button size="xs" variant="default" onClick={() => drop.pause()}>
          Pause
        </Button>
      ) : null}
      {isSending || stage.name === 'paused' ? (
        <Button size="xs" variant="default" onClick={() => drop.cancel()}>
          Cancel
        </Button>
      ) : null}
      {MOVING.includes(stage.name) ? null : (
        <Button size="xs" variant="default" aria-label={`Remove ${drop.title} from the list`} onClick={onRemove}>
          {stage.name === 'entities_stored' ? 'Close' : 'Remove'}
        </Button>
      )}
    </div>
  );
}

/** Archives of which nothing could be shown: said where the import is started. */
function UnseenArchives({ drop }: { readonly drop: DropWork }) {
  const { preview } = drop.state;
  // With nothing else to show, the plan itself says that only the whole files tell.
  if (preview === null || preview.runs.length + preview.entitySets.length === 0) return null;
  const warnings = preview.leftOut.first.flatMap((file) => unseenArchiveWords(file) ?? []);
  if (warnings.length === 0) return null;
  const [first] = warnings;
  const more = warnings.length - 1;
  return (
    <p className={styles.warning} role="status">
      {first}
      {more === 0 ? '' : ` So are ${formatQuantity(more, 'other archive')}: they stand below.`}
    </p>
  );
}

/** One drop: what it is, what an import would make of it, how far it is on its way. */
export function DropCard({ drop, endedImports, onRemove }: DropCardProps) {
  const { stage, stored } = drop.state;
  const bytes = drop.files.reduce((total, { file }) => total + file.size, 0);
  const size = drop.files.length === 1 ? '' : `${formatQuantity(drop.files.length, 'file')}, `;
  return (
    <article className={styles.card} aria-label={drop.title}>
      <header className={styles.head}>
        <h2>
          {drop.title}{' '}
          <span className={styles.note}>
            {size}
            {formatBytes(bytes)}
            {drop.hidden === 0
              ? ''
              : `; ${formatQuantity(drop.hidden, 'hidden file or folder', 'hidden files or folders')} left out`}
          </span>
        </h2>
        <Buttons drop={drop} onRemove={onRemove} />
      </header>
      {stage.name === 'entities_stored' ? null : <UnseenArchives drop={drop} />}
      <UploadLine title={drop.title} stage={stage} />
      {stored.map((one) => (
        <EntitiesStored key={one.path} stored={one} endedImports={endedImports} />
      ))}
      {stage.name === 'entities_stored' ? null : (
        <DropPlan drop={drop} disabled={MOVING.includes(stage.name) || stage.name === 'paused'} />
      )}
    </article>
  );
}
