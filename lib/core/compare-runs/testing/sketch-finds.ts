import { foldEntityName } from '@/lib/core/entities/fold-text';
import { SharedEntitiesBuilder, type SharedEntities } from '@/lib/core/compare-runs/shared-entities';
import { SideFindsTally, type SideFinds } from '@/lib/core/compare-runs/side-finds';

/** Of one shared question on one side: its list of entities, and for each rollout the first turn of each (0 is never). */
export interface SketchedQuestion {
  readonly names: readonly string[];
  readonly rollouts: readonly (readonly number[])[];
}

export function sketchEntities(sides: readonly (readonly SketchedQuestion[])[]): SharedEntities {
  const builder = new SharedEntitiesBuilder(sides.length, foldEntityName);
  for (let question = 0; question < (sides[0]?.length ?? 0); question += 1) {
    builder.addQuestion(sides.map((side) => side[question]?.names ?? []));
  }
  return builder.finish();
}

/** First turns as they are stored, found in thoughts alone. */
function stored(turns: readonly number[]): Int16Array {
  return Int16Array.from([...turns, ...turns.map(() => 0), ...turns.map(() => 0), ...turns.map(() => 0)]);
}

/** What the sides found, their rollouts added in the order that `reorder` makes of positions. */
export function sketchFinds(
  entities: SharedEntities,
  sides: readonly (readonly SketchedQuestion[])[],
  reorder: (positions: number[]) => number[] = (positions) => positions,
): readonly SideFinds[] {
  return sides.map((questions, side) => {
    const rollouts = questions.flatMap(({ rollouts: of }, question) => of.map((turns) => ({ question, turns })));
    const tally = new SideFindsTally({
      entities,
      side,
      scope: 'thoughts',
      sharedQuestionOf: Int32Array.from(rollouts, ({ question }) => question),
      listLengths: Int32Array.from(questions, ({ names }) => names.length),
    });
    for (const position of reorder([...rollouts.keys()])) tally.add(position, stored(rollouts[position]?.turns ?? []));
    return tally.finish();
  });
}
