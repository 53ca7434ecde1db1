'use client';

import { ResponsiveContainer, Sankey, type SankeyLinkProps, type SankeyNodeProps } from 'recharts';
import { MarkLink } from '@/components/charts/mark-link';
import { OUTCOME_FILL } from '@/components/charts/outcome-fill';
import { formatCount, formatQuantity } from '@/components/format/format-number';
import { OUTCOME_WORDS } from '@/components/outcome/outcomes';
import { formatMoved } from '@/lib/core/compare-runs/moved-choice';
import type { OutcomeTransitions, TransitionCell } from '@/lib/core/compare-runs/outcome-transitions';
import { flowOf, type FlowNode } from '@/lib/core/compare-runs/transition-flow';
import { movedListHref, movedWords, type MovedPlace } from './moved-place';

interface TransitionBandsProps {
  readonly transitions: Pick<OutcomeTransitions, 'outcomes' | 'cells'>;
  readonly place: MovedPlace;
  readonly heightPx: number;
}

const NODE_WIDTH_PX = 12;
const NODE_GAP_PX = 18;
/** Room beside the nodes for their words: `Format error 1,234`. */
const MARGIN = { top: 22, right: 104, bottom: 8, left: 104 } as const;
/** A single question among thousands is still seen and hit. */
const THINNEST_PX = 2;
const WORDS_GAP_PX = 6;
const MOVED_OPACITY = 0.55;
const KEPT_OPACITY = 0.2;

/** A band as an area rather than a thick line, so that its edge can show the focus. */
function bandPath({ sourceX, sourceY, sourceControlX, targetX, targetY, targetControlX, linkWidth }: SankeyLinkProps) {
  const half = Math.max(THINNEST_PX, linkWidth) / 2;
  return [
    `M${sourceX},${sourceY - half}`,
    `C${sourceControlX},${sourceY - half} ${targetControlX},${targetY - half} ${targetX},${targetY - half}`,
    `L${targetX},${targetY + half}`,
    `C${targetControlX},${targetY + half} ${sourceControlX},${sourceY + half} ${sourceX},${sourceY + half}Z`,
  ].join('');
}

function bandOf(cells: readonly TransitionCell[], place: MovedPlace) {
  return function Band(props: SankeyLinkProps) {
    const cell = cells[props.index];
    if (cell === undefined) return <g />;
    const moved = formatMoved({ kind: 'ends', from: cell.from, to: cell.to });
    const { fill, stroke } = OUTCOME_FILL[OUTCOME_WORDS[cell.to].tone];
    return (
      <MarkLink
        href={movedListHref(place, moved)}
        label={`${movedWords(moved)}: ${formatQuantity(cell.questions, 'question')}`}
      >
        <path
          d={bandPath(props)}
          fill={cell.to === 'unknown' ? stroke : fill}
          fillOpacity={cell.from === cell.to ? KEPT_OPACITY : MOVED_OPACITY}
          stroke={moved === place.moved ? 'var(--text)' : 'none'}
        />
      </MarkLink>
    );
  };
}

function nodeOf(nodes: readonly FlowNode[], place: MovedPlace) {
  return function Node({ x, y, width, height, index }: SankeyNodeProps) {
    const node = nodes[index];
    if (node === undefined) return <g />;
    const { label, tone } = OUTCOME_WORDS[node.outcome];
    const isLeft = node.side === 'baseline';
    const moved = formatMoved({
      kind: 'ends',
      from: isLeft ? node.outcome : 'any',
      to: isLeft ? 'any' : node.outcome,
    });
    const text = `${label} ${formatCount(node.questions)}`;
    const words = `${text}: questions with this outcome on ${isLeft ? 'the baseline' : 'the other side'}`;
    return (
      <MarkLink href={movedListHref(place, moved)} label={words}>
        <rect x={x} y={y} width={width} height={Math.max(THINNEST_PX, height)} {...OUTCOME_FILL[tone]} />
        <text
          x={isLeft ? x - WORDS_GAP_PX : x + width + WORDS_GAP_PX}
          y={y + height / 2 + 4}
          textAnchor={isLeft ? 'end' : 'start'}
          fontSize={11.5}
          fill="var(--text)"
          strokeWidth={0}
        >
          {text}
        </text>
      </MarkLink>
    );
  };
}

/** The drawing of a flow: outcomes on the baseline at the left, on the other side at the right, bands between. */
export function TransitionBands({ transitions, place, heightPx }: TransitionBandsProps) {
  const { nodes, links } = flowOf(transitions);
  return (
    <ResponsiveContainer width="100%" height={heightPx}>
      <Sankey
        data={{ nodes: nodes.map(({ key }) => ({ name: key })), links: [...links] }}
        node={nodeOf(nodes, place)}
        link={bandOf(transitions.cells, place)}
        nodeWidth={NODE_WIDTH_PX}
        nodePadding={NODE_GAP_PX}
        margin={MARGIN}
        sort={false}
        iterations={0}
        accessibilityLayer={false}
      />
    </ResponsiveContainer>
  );
}
