/** A rollout of any run, as addresses name it: `12.305` is rollout 305 of run 12. */
export interface RolloutName {
  readonly runId: number;
  readonly n: number;
}

const NAME = /^([1-9]\d{0,9})\.([1-9]\d{0,9})$/;
const LARGEST_NUMBER = 2_147_483_647;

/** @returns null for a text that names no rollout. @example parseRolloutName('12.305') // { runId: 12, n: 305 } */
export function parseRolloutName(text: string): RolloutName | null {
  const [, run = '', rollout = ''] = NAME.exec(text) ?? [];
  const name = { runId: Number(run), n: Number(rollout) };
  return run === '' || Math.max(name.runId, name.n) > LARGEST_NUMBER ? null : name;
}

/** @example formatRolloutName({ runId: 12, n: 305 }) // '12.305' */
export function formatRolloutName({ runId, n }: RolloutName): string {
  return `${runId}.${n}`;
}
