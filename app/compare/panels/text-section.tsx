import type { NumberedSide } from '@/components/compare/panel-numbers';
import { TextNumbers } from '@/components/compare/panel-numbers';
import { TEXT_LABELS } from '@/components/compare/panel-parsers';
import { TextPanels } from '@/components/compare/side-panels';
import type { ComparedChoice } from '@/lib/api/compare/compared-rollouts';
import type { LoadedSides } from '@/lib/api/compare/load-sides';
import { textsOf } from '@/lib/api/compare/panels';
import type { PanelText } from '@/lib/core/compare-runs/shape-panels';
import type { Definitions } from '@/lib/core/rewards/definitions';

interface TextSectionProps {
  readonly loaded: LoadedSides;
  readonly choice: ComparedChoice;
  readonly against: PanelText;
  readonly names: readonly Omit<NumberedSide<null> & { readonly runId: number }, 'data'>[];
  /** For each of them whether it has panels. */
  readonly drawn: readonly boolean[];
  readonly definitions: Definitions;
}

/** Figure 5, which reads first turns from the database and so comes after the others. */
export async function TextSection({ loaded, choice, against, names, drawn, definitions }: TextSectionProps) {
  const texts = await textsOf(loaded, choice);
  const sides = names.map((name, at) => ({ ...name, data: texts[at] ?? [] }));
  const runs = sides.flatMap(({ runId, label, data }, at) =>
    drawn[at] === true
      ? [{ runId, label, data: data.filter(({ text }) => text === 'thoughts' || text === against) }]
      : [],
  );
  return (
    <>
      <TextNumbers sides={sides} />
      <p className="visually-hidden">Above: thoughts; below: {TEXT_LABELS[against].toLowerCase()}.</p>
      <TextPanels runs={runs} definitions={definitions} />
    </>
  );
}
