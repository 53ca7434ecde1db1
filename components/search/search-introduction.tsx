import styles from './search-introduction.module.css';
import type { WantedSearch } from './search-form';

interface SearchIntroductionProps {
  readonly onTry: (change: Partial<WantedSearch>) => void;
}

const EXAMPLES = [
  { change: { q: 'wikipedia.org', mode: 'text', within: 'observations' }, means: 'pages that came back' },
  { change: { q: "I'm not sure", mode: 'text', within: 'thoughts' }, means: 'thoughts that doubt' },
  { change: { q: String.raw`\b1[89]\d\d\b`, mode: 'regex', within: 'queries' }, means: 'queries that name a year' },
  { change: { q: '^(unknown|none|n/a)$', mode: 'regex', within: 'answers' }, means: 'answers that give up' },
] as const;

/** What the search does, for somebody who has not searched yet. */
export function SearchIntroduction({ onTry }: SearchIntroductionProps) {
  return (
    <section className={styles.introduction} aria-labelledby="search-introduction">
      <h2 id="search-introduction">Which rollouts said this, asked this, or read this?</h2>
      <p>
        Every prompt, thought, query, observation and answer of the run is read through, in the order of the log.
        Results come in while it goes on, and Escape ends it. A hit lies within one of these texts; the tags around them
        are not searched.
      </p>
      <p>
        Without “Match case”, upper and lower case are the same letter in every alphabet (ß and ss are not). Accents,
        quotes and kinds of space must be written as the text has them. In a regular expression, <code>^</code> and{' '}
        <code>$</code> stand for the ends of a line; one that takes too long is stopped.
      </p>
      <ul className={styles.examples}>
        {EXAMPLES.map(({ change, means }) => (
          <li key={change.q}>
            <button type="button" className={styles.example} onClick={() => onTry(change)}>
              <code>{change.q}</code>
            </button>
            {means}
          </li>
        ))}
      </ul>
    </section>
  );
}
