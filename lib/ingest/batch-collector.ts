import type { ImportedRollout } from '@/lib/core/rollout/rollout';
import type { SkipCode } from '@/lib/import/importer';

import type { BodyFrameWriter } from './body-frame';
import { joinNumbers } from './rematch-bodies';
import type { PieceIssue, ReadPiece, ReadResult, RolloutFacts } from './thread-protocol';

/** Gathers what one task yields. */
export class BatchCollector {
  readonly issues: PieceIssue[] = [];
  readonly #pieces: { fileNo: number; lineCount: number }[] = [];
  readonly #rollouts: RolloutFacts[] = [];
  readonly #firstTurns: Int16Array[] = [];
  readonly #skipped: Partial<Record<SkipCode, number>> = {};
  readonly #openFrame: BodyFrameWriter;
  readonly #frames: Buffer[] = [];

  constructor(openFrame: BodyFrameWriter) {
    this.#openFrame = openFrame;
  }

  /** The piece that is being read, from 0. */
  get piece(): number {
    return this.#pieces.length - 1;
  }

  startPiece({ fileNo }: ReadPiece): void {
    this.#pieces.push({ fileNo, lineCount: 0 });
  }

  countLines(lineCount: number): void {
    const piece = this.#pieces.at(-1);
    if (piece !== undefined) piece.lineCount += lineCount;
  }

  skip(code: SkipCode): void {
    this.#skipped[code] = (this.#skipped[code] ?? 0) + 1;
  }

  add(
    firstTurns: Int16Array,
    body: Pick<ImportedRollout, 'messages' | 'rawText'>,
    facts: Omit<RolloutFacts, 'piece' | 'frame' | 'frameAt'>,
  ): void {
    this.#firstTurns.push(firstTurns);
    this.#rollouts.push({
      ...facts,
      piece: this.piece,
      frame: this.#frames.length,
      frameAt: this.#openFrame.rollouts,
    });
    this.#openFrame.add(body);
    if (this.#openFrame.isFull) this.#frames.push(this.#openFrame.take());
  }

  take(): Omit<ReadResult, 'lineNumbers'> {
    if (this.#openFrame.rollouts > 0) this.#frames.push(this.#openFrame.take());
    let end = 0;
    const frameEnds = this.#frames.map((frame) => (end += frame.byteLength));
    const frames = new Uint8Array(end);
    for (const [at, frame] of this.#frames.entries()) frames.set(frame, (frameEnds[at] ?? 0) - frame.byteLength);
    return {
      kind: 'read',
      pieces: this.#pieces,
      rollouts: this.#rollouts,
      frames,
      frameEnds,
      firstTurns: joinNumbers(this.#firstTurns),
      issues: this.issues,
      skipped: this.#skipped,
    };
  }
}
