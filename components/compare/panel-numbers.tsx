import {
  formatCount,
  formatDecimal,
  formatPercent,
  formatQuantity,
  formatSigned,
} from '@/components/format/format-number';
import type { SidePanels, TextSeparation } from '@/lib/core/compare-runs/shape-panels';
import type { RunCorrelation } from '@/lib/core/rewards/summarise-run';
import { UNDEFINED_REASON_TEXT } from '@/lib/core/statistics/undefined-reason';
import { TEXT_LABELS } from './panel-parsers';
import type { SideLook } from './side-look';
import { estimateCell, SideTable, type SideCell } from './side-table';

/** A side and its numbers. */
export interface NumberedSide<Data> {
  readonly label: string;
  readonly look: SideLook;
  readonly data: Data;
}

interface NumbersProps<Data> {
  readonly sides: readonly NumberedSide<Data>[];
}

/** A p-value: three decimals, or that it is smaller. */
function pText(pValue: number): string {
  return pValue < 0.001 ? '< 0.001' : formatDecimal(pValue, 3);
}

/** On how many questions correct rollouts found more than wrong ones, and whether that could be chance. */
export function ContrastNumbers({ sides }: NumbersProps<Pick<SidePanels, 'contrast'>>) {
  const columns = ['Correct found more', 'Wrong found more', 'Equal', 'Share without ties', 'p, sign test'];
  const rows = sides.map(({ label, look, data: { contrast } }) => {
    const { higher, lower, ties, higherShare, pValue } = contrast.signTest;
    const share = estimateCell(higherShare, formatPercent, 'no question with both kinds where one found more');
    const test: SideCell =
      higher + lower === 0
        ? { because: 'no question with both kinds where one found more' }
        : { text: pText(pValue), below: `exact, ${formatQuantity(higher + lower, 'question')}` };
    return {
      label,
      look,
      cells: [...[higher, lower, ties].map((count) => ({ text: formatCount(count) })), share, test],
    };
  });
  return <SideTable caption="Per question: correct against wrong" columns={columns} rows={rows} />;
}

/** How well γ̂ tells right from wrong under each text. */
export function TextNumbers({ sides }: NumbersProps<readonly TextSeparation[]>) {
  const texts = sides[0]?.data.map(({ text }) => text) ?? [];
  const rows = sides.map(({ label, look, data }) => ({
    label,
    look,
    cells: data.map(({ area }) => areaCell(area)),
  }));
  return (
    <SideTable
      caption="Area under the ROC curve of γ̂, by the text that is searched"
      columns={texts.map((text) => TEXT_LABELS[text])}
      rows={rows}
    />
  );
}

/** The same in the scope in force, with what it is over. */
export function SeparationNumbers({ sides }: NumbersProps<Pick<SidePanels, 'separation'>>) {
  const rows = sides.map(({ label, look, data: { separation } }) => {
    const { correct, wrong, error } = separation.distribution;
    const counts = [correct, wrong, error].map((count) => ({ text: formatCount(count) }));
    return { label, look, cells: [...counts, areaCell(separation.area)] };
  });
  return (
    <SideTable
      caption="Normalised match rates of correct and wrong rollouts"
      columns={['Correct', 'Wrong', 'Error, left out', 'AUROC of γ̂']}
      rows={rows}
    />
  );
}

function areaCell(area: TextSeparation['area']): SideCell {
  return estimateCell(area, formatDecimal, 'it needs correct and wrong rollouts with gold entities');
}

/** Accuracy, and how match rate and being right go together. */
export function CorrelationNumbers({
  sides,
}: NumbersProps<Pick<SidePanels, 'accuracy'> & { readonly correlation: RunCorrelation }>) {
  const rows = sides.map(({ label, look, data: { accuracy, correlation } }) => {
    const { pearson, spearman, withinQuestion } = correlation;
    return {
      label,
      look,
      cells: [
        estimateCell(accuracy, formatPercent, 'no rollout has a known outcome'),
        ...[pearson, spearman, withinQuestion].map(({ r, low, high, n, reason }) =>
          estimateCell({ value: r, low, high, n }, formatSigned, reason === null ? '' : UNDEFINED_REASON_TEXT[reason]),
        ),
      ],
    };
  });
  return (
    <SideTable
      caption="Correlation of the match rate with being correct; intervals 95% over questions"
      columns={['Accuracy', 'Pearson, pooled', 'Spearman, pooled', 'Within questions']}
      rows={rows}
    />
  );
}
