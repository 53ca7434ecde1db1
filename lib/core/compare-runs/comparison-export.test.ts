import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { Comparison } from './comparison';
import { comparisonLatex, escapeLatex } from './comparison-latex';
import { comparisonMarkdown, escapeMarkdown } from './comparison-markdown';
import { comparisonNotes } from './comparison-notes';
import { COMPARISON_COLUMNS, comparisonRows } from './comparison-rows';
import {
  sketchComparison,
  sketchDifference,
  sketchNumbers,
  sketchSide,
  sketchValue,
} from './testing/sketch-comparison';

const SPLIT: Comparison = sketchComparison({
  splits: [
    { split: null, questions: 214, metrics: [sketchNumbers('accuracy', [0.5, 0.6])] },
    { split: 'hotpot_qa', questions: 100, metrics: [sketchNumbers('accuracy', [0.4, 0.41], 100)] },
    { split: '[evil] \\input{x}', questions: 114, metrics: [sketchNumbers('accuracy', [0.6, 0.8], 114)] },
  ],
});
/** Every character that LaTeX or Markdown reads as something, and line breaks. */
const HOSTILE = '\\input{/etc/passwd} $x_1^2$ & 50% #1 ~ "a" `b` <b>|*c*\n[x](javascript:1) https://evil.example';

describe('escapeLatex', () => {
  it('leaves nothing that TeX reads as more than a letter', () => {
    expect(escapeLatex('a_b & 50% of $x^2$')).toBe(String.raw`a\_b \& 50\% of \$x\textasciicircum{}2\$`);
    expect(escapeLatex('\\write18{rm}')).toBe(String.raw`\textbackslash{}write18\{rm\}`);
    expect(escapeLatex('Match rate γ, γ̂, −1')).toBe(String.raw`Match rate $\gamma$, $\hat{\gamma}$, $-$1`);
    expect(escapeLatex('a\n%b\r\n\tc')).toBe(String.raw`a \%b c`);
  });

  it('keeps two hyphens two hyphens', () => {
    expect(escapeLatex('run--a---b-c')).toBe('run-{}-a-{}-{}-b-c');
  });

  it('keeps braces balanced and starts no comment, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const bare = escapeLatex(text)
          .replaceAll(/\\(?:text[a-z]+\{\}|[{}$&#%_])/g, '')
          .replaceAll('-{}', '-')
          .replaceAll(/\$(?:-|\\gamma|\\hat\{\\gamma\})\$/g, '');
        expect(bare).not.toMatch(/[\\{}$&#%_^~<>|"`\n\r]/);
      }),
    );
  });
});

describe('escapeMarkdown', () => {
  it('leaves no markup, cell, link or line', () => {
    expect(escapeMarkdown('a|b *c* <b>&')).toBe(String.raw`a\|b \*c\* &lt;b&gt;&amp;`);
    expect(escapeMarkdown('[x](javascript:1)\nhttps://evil.example')).toBe(
      String.raw`\[x\]\(javascript:1\) https&#58;//evil\.example`,
    );
    expect(escapeMarkdown('www.evil.example me@evil.example')).toBe(
      String.raw`www&#46;evil\.example me&#64;evil\.example`,
    );
  });
});

describe('comparisonLatex', () => {
  it('prints values with intervals, differences with intervals and their mark', () => {
    const lines = comparisonLatex(sketchComparison(), 'short').split('\n');
    expect(lines[0]).toBe(String.raw`% Made by Nearmiss. Needs \usepackage{booktabs}.`);
    const rules = lines.filter((line) => /^\\(top|mid|bottom)rule$/.test(line));
    expect(rules).toEqual([String.raw`\toprule`, String.raw`\midrule`, String.raw`\bottomrule`]);
    expect(lines).toContain(String.raw`Metric & n & {GRPO (baseline)} & {E-GRPO, steps 10..20} \\`);
    expect(lines).toContain(
      String.raw`{Accuracy (\%)} & 214 & 50.0 {\footnotesize [47.5, 52.5]} & 60.0 {\footnotesize [57.0, 63.0]} \\`,
    );
    expect(lines).toContain(
      String.raw`\quad difference &  &  & +10.0$^{*}$ {\footnotesize [+7.0, +13.0], p = 0.003} \\`,
    );
    expect(lines).toContain(String.raw`\quad difference &  &  & +0.01 {\footnotesize [$-$0.02, +0.04], p = 0.80} \\`);
    expect(lines).toContain(String.raw`{Tokens} & 0 & -- & -- \\`);
  });

  it('has the splits as rows under their names', () => {
    const text = comparisonLatex(SPLIT, 'short');
    expect(text).toContain(String.raw`\multicolumn{4}{l}{\textit{All questions}} \\`);
    expect(text).toContain(String.raw`\multicolumn{4}{l}{\textit{hotpot\_qa}} \\`);
    expect(text).toContain(String.raw`\textit{[evil] \textbackslash{}input\{x\}}`);
    expect(text.match(/\{Accuracy \(\\%\)\} &/g)).toHaveLength(3);
  });

  it('has as many cells in every row as columns, with hostile names too', () => {
    const sides = Array.from({ length: 5 }, (_, at) => sketchSide(at + 1, `${HOSTILE} ${at}`));
    const metrics = [sketchNumbers('accuracy', [0.1, 0.2, 0.3, 0.4, null])];
    const text = comparisonLatex(sketchComparison({ sides, metrics }), 'short');
    const rows = text.split('\n').filter((line) => line.endsWith(String.raw`\\`));
    expect(rows.map((row) => row.split(/(?<!\\)&/).length)).toEqual([7, 7, 7]);
    expect(text).not.toContain(String.raw`\input`);
    expect(text).toContain(String.raw`\resizebox{\textwidth}{!}{%`);
    const unescaped = text.replaceAll(/\\[{}]/g, '');
    expect(unescaped.split('{').length).toBe(unescaped.split('}').length);
  });
});

describe('comparisonMarkdown', () => {
  it('is a table of one shape, and says what it shows', () => {
    const [head, rule, accuracy, calls, tokens, blank, ...notes] = comparisonMarkdown(
      sketchComparison(),
      'short',
    ).split('\n');
    expect(head).toBe(String.raw`| Metric | n | GRPO \(baseline\) | E\-GRPO, steps 10\.\.20 |`);
    expect(rule).toBe('| :-- | --: | --: | --: |');
    expect(accuracy).toBe(
      String.raw`| Accuracy (%) | 214 | 50.0 [47.5, 52.5] | 60.0 [57.0, 63.0]; Δ +10.0\* [+7.0, +13.0], p = 0.003 |`,
    );
    expect(calls).toBe(
      '| Tool calls | 214 | 5.00 [4.75, 5.25] | 5.01 [4.76, 5.26]; Δ +0.01 [−0.02, +0.04], p = 0.80 |',
    );
    expect(tokens).toBe('| Tokens | 0 | – | – |');
    expect(blank).toBe('');
    expect(notes.filter((note) => note !== '').every((note) => note.startsWith('- '))).toBe(true);
  });

  it('has a column of splits where there are any, and one line a row with hostile names too', () => {
    const text = comparisonMarkdown({ ...SPLIT, sides: [sketchSide(1, HOSTILE), sketchSide(2, 'B')] }, 'short');
    const rows = text.split('\n').filter((line) => line.startsWith('|'));
    expect(rows).toHaveLength(2 + 3 + 2);
    expect(new Set(rows.map((row) => row.split(/(?<!\\)\|/).length))).toEqual(new Set([7]));
    expect(text).not.toMatch(/<b>|https:\/\/|\]\(javascript/);
  });
});

describe('a full table', () => {
  const plain = comparisonLatex(sketchComparison(), 'short').split('\n');
  const latex = comparisonLatex(sketchComparison(), 'full').split('\n');

  it('has in LaTeX what CSV has besides, below each metric', () => {
    expect(latex).toEqual(
      expect.arrayContaining([
        String.raw`\quad effect size $d_z$ &  &  & {\footnotesize +0.25} \\`,
        String.raw`\quad detectable difference &  &  & {\footnotesize 4.0} \\`,
        String.raw`\quad p without Holm &  &  & {\footnotesize 0.002} \\`,
        String.raw`\quad test &  &  & {\footnotesize signs drawn} \\`,
        String.raw`\quad questions higher / lower / tied &  &  & {\footnotesize 60 / 30 / 124} \\`,
        String.raw`\quad computed from &  & {\footnotesize 800 rollouts} & {\footnotesize 800 rollouts} \\`,
        String.raw`\quad ICC within questions &  & {\footnotesize 0.50} & {\footnotesize 0.50} \\`,
        String.raw`\quad design effect &  & {\footnotesize 2.50} & {\footnotesize 2.50} \\`,
        String.raw`\quad effective size &  & {\footnotesize 320} & {\footnotesize 320} \\`,
      ]),
    );
    // Tool calls are an amount: what can be detected is one, too.
    expect(latex).toContain(String.raw`\quad detectable difference &  &  & {\footnotesize 0.04} \\`);
  });

  it('holds the short one, and none of its lines is empty', () => {
    const rows = (lines: readonly string[]) => lines.filter((line) => line.endsWith(String.raw`\\`));
    expect(rows(latex)).toEqual(expect.arrayContaining(rows(plain)));
    // Nine lines for each of two metrics; of tokens, which no log counts, there is nothing to say.
    expect(rows(latex)).toHaveLength(rows(plain).length + 18);
    expect(new Set(rows(latex).map((row) => row.split(/(?<!\\)&/).length))).toEqual(new Set([4]));
    const { verdict, ...same } = { ...sketchNumbers('accuracy', [0.5, 0.5]), verdict: 'identical' as const };
    const differences = same.differences.map((one) => (one === null ? null : { ...one, verdict, effectSize: null }));
    const alike = comparisonLatex(sketchComparison({ metrics: [{ ...same, differences }] }), 'full');
    expect(alike).not.toMatch(/quad (?:p without|test|effect size)/);
  });

  it('says what the lines mean, and only where they stand', () => {
    expect(latex.join('\n')).toContain('one 5\\% test alone, without the correction, finds with 80\\% power');
    expect(plain.join('\n')).not.toMatch(/detectable|ICC/i);
  });

  it('has in Markdown a line for each, in the shape of the table', () => {
    const rows = comparisonMarkdown(SPLIT, 'full')
      .split('\n')
      .filter((row) => row.startsWith('|'));
    expect(rows).toContain(String.raw`| All questions | Accuracy (%): effect size d\_z |  |  | +0.25 |`);
    expect(rows).toContain(String.raw`| hotpot\_qa | Accuracy (%): detectable difference |  |  | 4.0 |`);
    expect(new Set(rows.map((row) => row.split(/(?<!\\)\|/).length))).toEqual(new Set([7]));
    const clear = [sketchDifference(0.1, { test: { kind: 'mcnemar', pValue: 0.0001, holm: 0.0002 } })];
    const metrics = [{ ...sketchNumbers('accuracy', [0.5, 0.6]), differences: [null, ...clear] }];
    expect(comparisonMarkdown(sketchComparison({ metrics }), 'full')).toContain('p without Holm |  |  | &lt; 0.001 |');
  });
});

describe('comparisonNotes', () => {
  it('say what was compared, over what, how, and by which definitions', () => {
    const notes = comparisonNotes(sketchComparison()).join('\n');
    for (const part of [
      'GRPO (run 12, all steps, 1,712 rollouts, groups of 8); E-GRPO, steps 10..20 (run 13, 1,712 rollouts',
      '214 questions that all 2 share (0 questions on some only, 6 on one only, 1 ambiguous: left out)',
      'Split: all questions.',
      '95% intervals',
      '10,000 bootstrap resamples of whole questions (seed 7)',
      "after Holm's correction over 2 tests",
      'only the near-miss share is over all wrong rollouts together',
      'a bound that is never too small',
      'k = 8; matcher exact in thoughts, tau 0.5, alpha 0.3, sample standard deviation, epsilon 0.000001; metrics version 2.',
    ]) {
      expect(notes).toContain(part);
    }
    expect(comparisonNotes(sketchComparison({ split: 'dev' })).join('\n')).toContain('Split: dev.');
  });
});

describe('comparisonRows', () => {
  const field = (row: readonly unknown[] | undefined, column: (typeof COMPARISON_COLUMNS)[number]) =>
    row?.[COMPARISON_COLUMNS.indexOf(column)];

  it('are one for each metric on each side, raw', () => {
    const rows = comparisonRows(sketchComparison());
    expect(rows).toHaveLength(6);
    expect(new Set(rows.map(({ length }) => length))).toEqual(new Set([COMPARISON_COLUMNS.length]));
    const [base, side] = rows;
    expect(field(base, 'value')).toBe(0.5);
    expect([field(base, 'is_baseline'), field(base, 'difference'), field(base, 'p_holm')]).toEqual([true, null, null]);
    expect(field(side, 'difference')).toBeCloseTo(0.1, 12);
    expect(field(side, 'steps')).toBe('10..20');
    expect([field(side, 'test'), field(side, 'p_value'), field(side, 'p_holm'), field(side, 'tests')]).toEqual([
      'sign_flip',
      0.0015,
      0.003,
      2,
    ]);
    for (const row of rows) {
      expect([field(row, 'resamples'), field(row, 'k'), field(row, 'metrics_version'), field(row, 'matcher')]).toEqual([
        10_000,
        8,
        2,
        'exact',
      ]);
    }
    expect(field(rows[4], 'reason')).toBe('not_in_log');
  });

  it('come once more for each split, with the tests of all splits', () => {
    const rows = comparisonRows(SPLIT);
    expect(rows.map((row) => field(row, 'split'))).toEqual([
      ...Array.from({ length: 6 }, () => null),
      'hotpot_qa',
      'hotpot_qa',
      '[evil] \\input{x}',
      '[evil] \\input{x}',
    ]);
    expect(field(rows[7], 'tests')).toBe(4);
  });

  it('leave empty what a side has nothing of', () => {
    const metrics = [
      { ...sketchNumbers('turns', [1, 2]), sides: [sketchValue(1, { repetition: null }), sketchValue(2)] },
    ];
    const [base, side] = comparisonRows(sketchComparison({ metrics }));
    expect([field(base, 'icc'), field(side, 'icc')]).toEqual([null, 0.5]);
  });
});
