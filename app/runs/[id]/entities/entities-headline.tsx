import { MATCHER_LABELS, SCOPE_LABELS } from '@/components/definitions/glossary';
import { formatCount, formatQuantity } from '@/components/format/format-number';
import type { RunEntityList } from '@/lib/api/schemas/run-entity';
import { FEWEST_COMPARED } from '@/lib/core/entities/compare-entities';
import type { Definitions } from '@/lib/core/rewards/definitions';
import styles from './page.module.css';

interface EntitiesHeadlineProps {
  readonly counts: RunEntityList['counts'];
  readonly definitions: Definitions;
}

/** What stands among all that were tested comes first, then what may be chance. */
function verdict({ classes, entities, rollouts, standing, tested }: RunEntityList['counts']): string {
  const of = `of ${formatQuantity(entities, 'gold entity', 'gold entities')}`;
  if (rollouts.correct + rollouts.wrong === 0) {
    return `No rollout has a known outcome, so right and wrong ones cannot be compared over the ${formatQuantity(entities, 'gold entity', 'gold entities')}; how often each was found is below.`;
  }
  if (tested === 0) return `Too few right and wrong rollouts of one question to compare any ${of}.`;
  const bottlenecks = classes.bottleneck ?? 0;
  if (bottlenecks === 0) return `None ${of} separates right from wrong rollouts of its question beyond chance.`;
  const more = bottlenecks - standing;
  const chance =
    tested === 1
      ? 'as its interval and its test do not agree'
      : `as some of ${formatCount(tested)} tested look so by chance`;
  if (standing === 0) return `None ${of} is a bottleneck for sure; ${formatCount(more)} may be, ${chance}.`;
  const one = standing === 1;
  const firm = `${formatCount(standing)} ${of} ${one ? 'is a bottleneck' : 'are bottlenecks'}`;
  if (more > 0) return `${firm}; ${formatCount(more)} more may be, ${chance}.`;
  return `${firm}: right rollouts found ${one ? 'it' : 'them'} more often than wrong rollouts of the same question.`;
}

/** The page's answer in one sentence, and what it rests on. */
export function EntitiesHeadline({ counts, definitions }: EntitiesHeadlineProps) {
  const { rollouts, tested } = counts;
  const matcher = MATCHER_LABELS[definitions.matcher].toLowerCase();
  const scope = SCOPE_LABELS[definitions.scope].toLowerCase();
  return (
    <div className={styles.headline}>
      <h2 className={styles.verdict}>{verdict(counts)}</h2>
      <p className={styles.note}>
        Found: {matcher} in {scope}. n = {formatCount(rollouts.correct)} right and {formatCount(rollouts.wrong)} wrong
        rollouts; {formatCount(rollouts.error)} with errors and {formatCount(rollouts.unknown)} of unknown outcome are
        in no comparison. {formatQuantity(tested, 'entity', 'entities')} had at least {FEWEST_COMPARED} right and{' '}
        {FEWEST_COMPARED} wrong rollouts to compare
        {tested > 1
          ? `: by chance alone about one interval in 40 would lie above 1, ${formatCount(Math.round(tested / 40))} here. The adjusted p says which stand among all of them.`
          : '.'}{' '}
        One name in several questions is one row; steps of a training run are taken together. What goes with being right
        need not be its cause.
      </p>
    </div>
  );
}
