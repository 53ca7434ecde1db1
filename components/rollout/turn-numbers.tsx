import { formatDecimal, formatQuantity, formatSigned } from '@/components/format/format-number';
import type { TurnNumbers as Numbers } from '@/lib/core/rollout/turn-numbers';
import styles from './turn-numbers.module.css';

const MS_A_SECOND = 1000;

function formatSeconds(seconds: number): string {
  if (seconds > 0 && seconds < 0.095) return `${formatDecimal(seconds * MS_A_SECOND, 0)} ms`;
  return `${formatDecimal(seconds, seconds < 100 ? 1 : 0)} s`;
}

/** What the log says of one turn, in one quiet line; nothing where it says nothing. */
export function TurnNumbers({ numbers }: { readonly numbers: Numbers | null }) {
  if (numbers === null) return null;
  const { tokens, seconds, logProbability, informationGain } = numbers;
  const facts = [
    {
      name: 'tokens',
      value: tokens,
      text: (value: number) => formatQuantity(value, 'token'),
      tip: 'Tokens the model wrote',
    },
    { name: 'seconds', value: seconds, text: formatSeconds, tip: 'Time the turn took' },
    {
      name: 'log-probability',
      value: logProbability,
      text: (value: number) => `log p ${formatDecimal(value, 3)}`,
      tip: 'Mean log-probability of the tokens the model wrote',
    },
    {
      name: 'gain',
      value: informationGain,
      text: (value: number) => `gain ${formatSigned(value, 3)}`,
      tip: 'Information gain: what the turn added to the probability of the gold answer, as the log has it',
    },
  ].flatMap(({ name, value, text, tip }) => (value === null ? [] : [{ name, text: text(value), tip }]));
  if (facts.length === 0) return null;
  return (
    <p className={styles.numbers}>
      {facts.map(({ name, text, tip }) => (
        <span key={name} data-tip={tip}>
          {text}
        </span>
      ))}
    </p>
  );
}
