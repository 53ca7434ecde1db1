/** Ray colours the name of the process that wrote a line. */
const COLOUR = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, 'g');
const PROCESS = /^\(([A-Za-z_][\w.:]{0,80} pid=\d{1,10}(?:, ip=[\d.:a-f]{1,45})?)\) ?/;

/** A line of a console log: the process that Ray says wrote it ('' where it says none), and what that process wrote. */
export interface ConsoleLine {
  readonly process: string;
  readonly text: string;
}

/** @example readConsoleLine('(main_task pid=7) epoch 0, step 3') // { process: 'main_task pid=7', text: 'epoch 0, step 3' } */
export function readConsoleLine(line: string): ConsoleLine {
  const plain = line.includes(String.fromCharCode(27)) ? line.replace(COLOUR, '') : line;
  const match = PROCESS.exec(plain);
  return { process: match?.[1] ?? '', text: match === null ? plain : plain.slice(match[0].length) };
}

/** The step a trainer says it begins (`epoch 0, step 3`); null for any other line. */
export function stepBegun(text: string): number | null {
  const step = /^epoch \d{1,9}, step (\d{1,9})\b/.exec(text)?.[1];
  return step === undefined ? null : Number(step);
}

/** What the trainer and its libraries write between samples; never a part of one. */
const BETWEEN_SAMPLES =
  /^(?:epoch \d{1,9}, step \d{1,9}\b|step:\d{1,9} - |ACTIVE_TRAJ_NUM:|Training Progress|Initial validation metrics|Final validation metrics|validation generation end|test_gen_batch meta info|(?:INFO|WARNING|DEBUG|ERROR)[ :]|\[?\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}|Traceback \(most recent call last\):)/;

export function isBetweenSamples(text: string): boolean {
  return BETWEEN_SAMPLES.test(text);
}
