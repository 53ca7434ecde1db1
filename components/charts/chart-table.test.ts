import { expect, it } from 'vitest';
import { csvOf } from './chart-table';

it('writes RFC 4180: quotes doubled, lines ended by CRLF', () => {
  const table = {
    columns: ['Match rate', 'n'],
    rows: [
      { key: 'a', label: '0%, nothing', cells: ['1,234'], href: null },
      { key: 'b', label: 'say "b"', cells: ['5'], href: '/x' },
    ],
  };
  expect(csvOf(table)).toBe('Match rate,n\r\n"0%, nothing","1,234"\r\n"say ""b""",5\r\n');
});

it('takes raw values before what is shown, and repeats where they are from', () => {
  const row = { key: 'a', label: 'a', cells: ['3,258,839', '47.7%', '–'], values: [3258839, 0.4771, null], href: null };
  expect(csvOf({ columns: ['Run', 'Tokens', 'Accuracy', 'Low'], rows: [row] }, 'Run 1, τ = 0.5')).toBe(
    'Run,Tokens,Accuracy,Low,Computed from\r\na,3258839,0.4771,,"Run 1, τ = 0.5"\r\n',
  );
});

it('writes numbers for programs, and no name as a formula', () => {
  const row = { key: '=1+1', label: '=1+1', href: null, cells: ['−2.1', '+3.4', '−', '– not defined'] };
  expect(csvOf({ columns: ['Run', 'Low', 'High', 'Sign', 'Words'], rows: [row] })).toBe(
    "Run,Low,High,Sign,Words\r\n'=1+1,-2.1,+3.4,−,– not defined\r\n",
  );
});
