'use client';

import { AccuracyByRateChart, highestAccuracy } from '@/components/charts/accuracy-by-rate-chart';
import { QuestionContrastChart } from '@/components/charts/question-contrast-chart';
import { highestShare, RateDistributionChart } from '@/components/charts/rate-distribution-chart';
import { RateSwitch, useRate } from '@/components/charts/rate-switch';
import type { PanelText, SidePanels, TextSeparation } from '@/lib/core/compare-runs/shape-panels';
import type { Definitions } from '@/lib/core/rewards/definitions';
import { TEXT_LABELS } from './panel-parsers';
import styles from './side-panels.module.css';

/** A side and what its panels show. */
export interface PanelRun<Data> {
  readonly runId: number;
  readonly label: string;
  readonly data: Data;
}

interface PanelsProps<Data> {
  readonly runs: readonly PanelRun<Data>[];
  readonly definitions: Definitions;
}

/** Figure 1, upper right, of each side; axes run over all rates. */
export function ContrastPanels({ runs, definitions }: PanelsProps<Pick<SidePanels, 'contrast'>>) {
  return (
    <div className={styles.panels}>
      {runs.map(({ runId, label, data }, at) => (
        <QuestionContrastChart
          key={at}
          panel={{ id: `correct-against-wrong-${at + 1}`, title: `${label}: per question` }}
          contrast={data.contrast}
          place={{ runId, definitions }}
        />
      ))}
    </div>
  );
}

/** Figure 1, lower right, of each side. */
export function SeparationPanels({ runs, definitions }: PanelsProps<Pick<SidePanels, 'separation'>>) {
  const highest = Math.max(0, ...runs.map(({ data }) => highestShare(data.separation.distribution)));
  return (
    <div className={styles.panels}>
      {runs.map(({ runId, label, data }, at) => (
        <RateDistributionChart
          key={at}
          panel={{ id: `normalised-rates-${at + 1}`, title: `${label}: γ̂ of correct and wrong`, highest }}
          rate="matchRateNormalised"
          threshold={definitions.threshold}
          distribution={data.separation.distribution}
          place={{ runId, definitions }}
        />
      ))}
    </div>
  );
}

/** Accuracy against match rate of each side, γ or γ̂. */
export function AccuracyPanels({ runs, definitions }: PanelsProps<Pick<SidePanels, 'accuracy' | 'accuracyByRate'>>) {
  const [rate] = useRate();
  const charts = runs.map((run) => ({
    ...run,
    bins: run.data.accuracyByRate[rate],
    accuracy: run.data.accuracy.value,
  }));
  const highest = Math.max(0, ...charts.map(highestAccuracy));
  return (
    <>
      <RateSwitch />
      <div className={styles.panels}>
        {charts.map(({ runId, label, bins, accuracy }, at) => (
          <AccuracyByRateChart
            key={at}
            panel={{ id: `accuracy-by-rate-${at + 1}`, title: `${label}: accuracy`, highest }}
            rate={rate}
            bins={bins}
            accuracy={accuracy}
            place={{ runId, definitions }}
          />
        ))}
      </div>
    </>
  );
}

/** Figure 5: γ̂ in the thoughts of each side, and below in another text, all on the same axes. */
export function TextPanels({ runs, definitions }: PanelsProps<readonly TextSeparation[]>) {
  const highest = Math.max(
    0,
    ...runs.flatMap(({ data }) => data.map(({ distribution }) => highestShare(distribution))),
  );
  const texts = runs[0]?.data.map(({ text }) => text) ?? [];
  return texts.map((text) => (
    <div key={text} className={styles.panels} role="group" aria-label={`Searched: ${TEXT_LABELS[text].toLowerCase()}`}>
      {runs.map(({ runId, label, data }, at) => {
        const found = data.find((separation) => separation.text === text);
        return found === undefined ? null : (
          <RateDistributionChart
            key={at}
            panel={{ id: `${text}-${at + 1}`, title: `${label}: ${TEXT_LABELS[text].toLowerCase()}`, highest }}
            rate="matchRateNormalised"
            threshold={null}
            distribution={found.distribution}
            place={placeOf(text, runId, definitions)}
          />
        );
      })}
    </div>
  ));
}

/** Lists follow one scope; no filter selects by what stands in any of them. */
function placeOf(text: PanelText, runId: number, definitions: Definitions) {
  return text === 'anywhere' ? null : { runId, definitions: { ...definitions, scope: text } };
}
