import { SIGNAL_CLASSES, type GroupScores, type SignalClass } from './group-scores';

/** Groups of each signal class, and those without any advantage among the groups whose advantages are defined. */
export interface SignalTally {
  readonly classes: Readonly<Record<SignalClass, number>>;
  /** Groups with at least two known verdicts: all but `singleton` and `unknown`. */
  readonly defined: number;
  readonly zeroAdvantageGrpo: number;
  readonly zeroAdvantageEGrpo: number;
}

/** Counts the groups of a run by what their rewards tell the trainer. */
export function tallySignals(groups: GroupScores): SignalTally {
  const byCode = new Int32Array(SIGNAL_CLASSES.length);
  let zeroAdvantageGrpo = 0;
  let zeroAdvantageEGrpo = 0;
  for (let group = 0; group < groups.length; group++) {
    const code = groups.signalClass[group] ?? 0;
    byCode[code] = (byCode[code] ?? 0) + 1;
    zeroAdvantageGrpo += groups.zeroAdvantageGrpo[group] ?? 0;
    zeroAdvantageEGrpo += groups.zeroAdvantageEGrpo[group] ?? 0;
  }
  const count = (name: SignalClass): number => byCode[SIGNAL_CLASSES.indexOf(name)] ?? 0;
  const classes = {
    singleton: count('singleton'),
    all_correct: count('all_correct'),
    mixed: count('mixed'),
    revived: count('revived'),
    dead: count('dead'),
    unknown: count('unknown'),
  };
  return {
    classes,
    defined: groups.length - classes.singleton - classes.unknown,
    zeroAdvantageGrpo,
    zeroAdvantageEGrpo,
  };
}
